package dev.sluice.matrix;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One WebSocket as a queue of what happened on it. Thread-safe. */
final class Socket {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final WebSocket socket;

  /** Not after {@link #drop} or the other side's end. */
  private volatile boolean open = true;

  /** What happened. */
  sealed interface Event {
    /** A message. */
    record Text(String text) implements Event {}

    /** The other side has ended the connection, or it broke. */
    record Closed() implements Event {}

    /** Nothing. */
    record Nothing() implements Event {}
  }

  private Socket(URI url) {
    this.socket = HTTP.newWebSocketBuilder().buildAsync(url, new Listener()).join();
  }

  static Socket open(URI url) {
    return new Socket(url);
  }

  boolean isOpen() {
    return open;
  }

  void send(String text) {
    try {
      socket.sendText(text, true).join();
    } catch (CompletionException e) {
      close();
    }
  }

  private void close() {
    if (open) {
      open = false;
      events.add(new Event.Closed());
    }
  }

  /** Breaks it off; nothing of it is heard any more. */
  void drop() {
    open = false;
    socket.abort();
    events.clear();
  }

  Event next(Duration atMost) throws InterruptedException {
    Event event = events.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
    return event == null ? new Event.Nothing() : event;
  }

  private final class Listener implements WebSocket.Listener {
    /** Only the socket's own thread. */
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        if (open) {
          events.add(new Event.Text(message.toString()));
        }
        message.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      close();
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      close();
    }
  }
}
