package dev.sluice.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends a message and waits for it to come back. Used by one thread. */
final class EchoClient implements WebSocket.Listener, AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;

  EchoClient(HttpClient http, URI url) {
    this.socket = http.newWebSocketBuilder().buildAsync(url, this).join();
  }

  /** Whether the same text came back. */
  boolean echo(String text) throws InterruptedException {
    socket.sendText(text, true).join();
    return text.equals(messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      messages.add(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    messages.add("closed " + code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    messages.add("failed " + error);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
