package dev.sluice.client;

import dev.sluice.frame.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One WebSocket as a queue of what happened on it. Thread-safe. */
public final class Connection implements AutoCloseable {
  /** RFC 6455, 7.4.1: no close frame came. */
  private static final int ABNORMAL = 1006;

  private final WebSocket socket;
  private final BlockingQueue<Event> events;

  private Connection(WebSocket socket, BlockingQueue<Event> events) {
    this.socket = socket;
    this.events = events;
  }

  /** What happened. */
  public sealed interface Event {
    /** A text message came. */
    record Text(String message) implements Event {}

    /** The connection has ended; 1006 when it broke. */
    record Closed(int code) implements Event {}

    /** Nothing happened in the time. */
    record Silence() implements Event {}
  }

  /**
   * Opens a connection.
   *
   * @throws ConnectException if the server cannot be reached or refuses
   */
  public static Connection open(HttpClient http, URI url) {
    BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    try {
      return new Connection(
          http.newWebSocketBuilder().buildAsync(url, new Listener(events)).join(), events);
    } catch (CompletionException e) {
      throw new ConnectException(refusal(url, e.getCause()), e);
    }
  }

  private static String refusal(URI url, @Nullable Throwable cause) {
    String address = url.getScheme() + "://" + url.getAuthority() + url.getPath();
    if (cause instanceof WebSocketHandshakeException refused) {
      int status = refused.getResponse().statusCode();
      return switch (status) {
        case 401 -> address + " refused the token (401): it is missing, unknown or disabled";
        case 403 -> address + " refused this origin (403)";
        case 429 -> address + " refused the connection (429): too many from this address";
        default -> address + " refused the connection with status " + status;
      };
    }
    return address + " cannot be reached";
  }

  /** Sends a message; when it cannot be sent, the next event is the connection's end. */
  public void send(Map<String, ?> message) {
    try {
      socket.sendText(Json.MAPPER.writeValueAsString(message), true).join();
    } catch (IOException e) {
      throw new IllegalArgumentException("Expected a message that can be written as JSON", e);
    } catch (CompletionException e) {
      events.add(new Event.Closed(ABNORMAL));
    }
  }

  /** What happens next; {@link Event.Silence} when nothing does in the time. */
  public Event next(long timeoutMillis) throws InterruptedException {
    Event event = events.poll(timeoutMillis, TimeUnit.MILLISECONDS);
    return event == null ? new Event.Silence() : event;
  }

  /** Breaks the connection off without a farewell: what had not been read is lost. */
  public void drop() {
    socket.abort();
    events.clear();
    events.add(new Event.Closed(ABNORMAL));
  }

  @Override
  public void close() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").orTimeout(1, TimeUnit.SECONDS);
  }

  /** Puts messages together from their frames. */
  private static final class Listener implements WebSocket.Listener {
    private final BlockingQueue<Event> events;

    /** The message so far; only the socket's own thread. */
    private final StringBuilder message = new StringBuilder();

    Listener(BlockingQueue<Event> events) {
      this.events = events;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        events.add(new Event.Text(message.toString()));
        message.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      events.add(new Event.Closed(code));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      events.add(new Event.Closed(ABNORMAL));
    }
  }
}
