package dev.sluice.answer.provider;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of lines: server-sent events (WHATWG HTML, section 9.2.6), where an event exists
 * when its empty line has come, or one JSON document in each line. One thread.
 */
final class EventAssembler {
  /** How a provider frames its events. */
  enum Framing {
    /** {@code text/event-stream}. */
    SERVER_SENT_EVENTS("text/event-stream"),
    /** {@code application/x-ndjson}. */
    LINES("application/x-ndjson");

    private final String contentType;

    Framing(String contentType) {
      this.contentType = contentType;
    }

    String contentType() {
      return contentType;
    }
  }

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Framing framing;
  private final StringBuilder data = new StringBuilder();

  /** The event's name, if it has one. */
  private @Nullable String name;

  /** Whether the event has had a data line, which may have been empty. */
  private boolean hasData;

  EventAssembler(Framing framing) {
    this.framing = framing;
  }

  /** The event that this line completes. */
  Optional<ServerSentEvent> next(String line) {
    return switch (framing) {
      case LINES ->
          line.isBlank() ? Optional.empty() : Optional.of(new ServerSentEvent(null, line));
      case SERVER_SENT_EVENTS -> field(line);
    };
  }

  private Optional<ServerSentEvent> field(String raw) {
    String line = raw.startsWith(BYTE_ORDER_MARK) ? raw.substring(1) : raw;
    if (line.isEmpty()) {
      return dispatch();
    }
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    value = value.startsWith(" ") ? value.substring(1) : value;
    if (field.equals("data")) {
      data.append(hasData ? "\n" : "").append(value);
      hasData = true;
    } else if (field.equals("event")) {
      name = value;
    }
    return Optional.empty();
  }

  private Optional<ServerSentEvent> dispatch() {
    ServerSentEvent event = new ServerSentEvent(name, data.toString());
    boolean complete = hasData && !data.isEmpty();
    name = null;
    hasData = false;
    data.setLength(0);
    return complete ? Optional.of(event) : Optional.empty();
  }
}
