package dev.sluice.standin;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A plain WebSocket client that remembers what it is sent. */
public final class SocketClient implements WebSocket.Listener, AutoCloseable {
  public static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final BlockingQueue<ByteBuffer> pongs = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private WebSocket socket;

  /** Connects; a refused upgrade is a {@code WebSocketHandshakeException}. */
  public static SocketClient connect(URI uri, String... subprotocols) throws Exception {
    SocketClient client = new SocketClient();
    WebSocket.Builder builder = HTTP.newWebSocketBuilder().header("User-Agent", "socket-client");
    if (subprotocols.length > 0) {
      builder.subprotocols(
          subprotocols[0], Arrays.copyOfRange(subprotocols, 1, subprotocols.length));
    }
    try {
      client.socket = builder.buildAsync(uri, client).join();
    } catch (CompletionException e) {
      throw (Exception) e.getCause();
    }
    return client;
  }

  public SocketClient send(String text) {
    socket.sendText(text, true).join();
    return this;
  }

  public WebSocket socket() {
    return socket;
  }

  /** Whether a message has come. */
  public boolean hasNext() {
    return !messages.isEmpty();
  }

  /** The next message. */
  public String next() throws InterruptedException {
    String message = messages.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("No message came");
    }
    return message;
  }

  /** The next pong frame. */
  public ByteBuffer pong() throws InterruptedException {
    ByteBuffer pong = pongs.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (pong == null) {
      throw new AssertionError("No pong came");
    }
    return pong;
  }

  /** The code of the close frame, 1006 when there was none. */
  public int closeCode() throws Exception {
    return closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      messages.add(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    throw new AssertionError("The gateway sends text only");
  }

  @Override
  public CompletionStage<?> onPong(WebSocket from, ByteBuffer data) {
    ByteBuffer copy = ByteBuffer.allocate(data.remaining());
    copy.put(data).flip();
    pongs.add(copy);
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(1006);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
