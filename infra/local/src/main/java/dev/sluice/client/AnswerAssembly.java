package dev.sluice.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Puts an answer together from its frames, by the rules for resumable clients in {@code
 * docs/protocol.md}: a frame that comes twice changes nothing, a gap is seen at once, frames of a
 * lower attempt are dropped. Pure; not thread-safe.
 */
public final class AnswerAssembly {
  private static final String CANCELLED = "cancelled";

  private final StringBuilder text = new StringBuilder();

  /** The highest attempt seen. */
  private int attempt;

  /** Whether that attempt's {@code stream_start} has come. */
  private boolean started;

  /** Whether all text has arrived, so that only {@code complete} is missing. */
  private boolean whole;

  private boolean ended;

  /** Takes a frame of this stream. */
  public Reaction take(JsonNode frame) {
    if (ended) {
      return new Reaction.Nothing();
    }
    int frameAttempt = frame.path("attempt").asInt(0);
    if (frame.has("attempt") && frameAttempt < attempt) {
      return new Reaction.Nothing();
    }
    return switch (frame.path("type").asText()) {
      case "stream_start" -> start(frameAttempt, frame.path("offset").asInt(0));
      case "stream_token" -> token(frameAttempt, frame);
      case "stream_end" -> end(frameAttempt, frame);
      case "overview" -> overview(frameAttempt, frame.path("data").asText());
      case "chunks" -> {
        whole = true;
        yield new Reaction.Nothing();
      }
      case "complete" -> complete();
      case "error" -> error(frame);
      case "moved" -> new Reaction.Moved();
      default -> new Reaction.Nothing();
    };
  }

  private Reaction start(int frameAttempt, int offset) {
    boolean rewritten = frameAttempt > attempt && !text.isEmpty();
    if (frameAttempt > attempt) {
      attempt = frameAttempt;
      text.setLength(0);
      whole = false;
    }
    started = true;
    if (offset > text.length()) {
      return new Reaction.Gap();
    }
    return rewritten ? new Reaction.Changed() : new Reaction.Nothing();
  }

  private boolean known(int frameAttempt) {
    return frameAttempt == attempt && started;
  }

  private Reaction token(int frameAttempt, JsonNode frame) {
    int offset = frame.path("offset").asInt(0);
    if (!known(frameAttempt) || offset > text.length()) {
      return new Reaction.Gap();
    }
    String token = frame.path("token").asText();
    int have = text.length() - offset;
    if (have >= token.length()) {
      return new Reaction.Nothing();
    }
    text.append(token, have, token.length());
    return new Reaction.Changed();
  }

  private Reaction end(int frameAttempt, JsonNode frame) {
    int length = frame.path("length").asInt(0);
    boolean cancelled = frame.path("finish_reason").asText().equals(CANCELLED);
    boolean nothing = length == 0 && frameAttempt == 0;
    if (!nothing && (!known(frameAttempt) || length > text.length())) {
      return new Reaction.Gap();
    }
    if (cancelled) {
      text.setLength(length);
      ended = true;
      return new Reaction.Ended.Cancelled();
    }
    whole = length == text.length();
    return whole ? new Reaction.Nothing() : new Reaction.Gap();
  }

  private Reaction overview(int frameAttempt, String data) {
    if (!known(frameAttempt)) {
      return new Reaction.Gap();
    }
    text.setLength(0);
    text.append(data);
    whole = true;
    return new Reaction.Changed();
  }

  private Reaction complete() {
    if (!whole) {
      return new Reaction.Gap();
    }
    ended = true;
    return new Reaction.Ended.Complete();
  }

  private Reaction error(JsonNode frame) {
    String code = frame.path("code").asText("internal");
    String message = frame.path("message").asText();
    if (!frame.has("attempt")) {
      return new Reaction.Notice(code, message, frame.path("retry_after_ms").asLong(0));
    }
    ended = true;
    return new Reaction.Ended.Failed(code, message, frame.path("retryable").asBoolean(false));
  }

  /** The answer so far. */
  public String text() {
    return text.toString();
  }

  /** How much of the answer is held, in UTF-16 code units. */
  public int offset() {
    return text.length();
  }

  /** Of which attempt; 0 for none. */
  public int attempt() {
    return attempt;
  }
}
