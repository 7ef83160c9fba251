package dev.sluice.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.protocol.Documents;
import dev.sluice.protocol.FrameSchemas;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A WebSocket client that knows nothing of Sluice but that frames are JSON; every frame it is sent
 * is held against the protocol's schemas.
 */
final class PlainClient implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FrameSchemas SCHEMAS = Documents.schemas();
  private static final int PATIENCE_SECONDS = 20;

  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final WebSocket socket;

  private PlainClient(URI url) throws Exception {
    this.socket =
        HTTP.newWebSocketBuilder().buildAsync(url, new Listener()).get(20, TimeUnit.SECONDS);
  }

  static PlainClient connect(URI url) throws Exception {
    LogWatch.secret(String.valueOf(url.getQuery()).replaceFirst("^token=", ""));
    return new PlainClient(url);
  }

  PlainClient send(String text) {
    noteSecrets(text);
    socket.sendText(text, true).join();
    return this;
  }

  private static void noteSecrets(String text) {
    try {
      LogWatch.secrets(JSON.readTree(text));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      LogWatch.secret(text);
    }
  }

  void sendBinary(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  /** The next frame. */
  JsonNode next() throws InterruptedException {
    JsonNode frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("No frame came within " + PATIENCE_SECONDS + " s");
    }
    return frame;
  }

  /** The next frame, which must be of that type. */
  JsonNode next(String type) throws InterruptedException {
    JsonNode frame = next();
    if (!frame.path("type").asText().equals(type)) {
      throw new AssertionError("Expected a frame '" + type + "' but got " + frame);
    }
    return frame;
  }

  /** All frames up to and with {@code complete} or {@code error}. */
  List<JsonNode> untilEnd() throws InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    do {
      all.add(next());
    } while (!List.of("complete", "error").contains(type(all.getLast())));
    return all;
  }

  int closeCode() throws Exception {
    return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  static String type(JsonNode frame) {
    return frame.path("type").asText();
  }

  /** The types in order, runs of token frames as one. */
  static List<String> types(List<JsonNode> frames) {
    List<String> types = new ArrayList<>();
    for (JsonNode frame : frames) {
      if (types.isEmpty()
          || !type(frame).equals("stream_token")
          || !types.getLast().equals("stream_token")) {
        types.add(type(frame));
      }
    }
    return types;
  }

  /** The text of all token frames. */
  static String text(List<JsonNode> frames) {
    StringBuilder text = new StringBuilder();
    frames.forEach(frame -> text.append(frame.path("token").asText("")));
    return text.toString();
  }

  void drop() {
    socket.abort();
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        frames.add(checked(message.toString()));
        message.setLength(0);
      }
      from.request(1);
      return null;
    }

    private JsonNode checked(String text) {
      try {
        List<String> problems = SCHEMAS.problems(text);
        LogWatch.secrets(JSON.readTree(text));
        return problems.isEmpty()
            ? JSON.readTree(text)
            : JSON.createObjectNode()
                .put("type", "against the schema: " + problems + " in " + text);
      } catch (Exception e) {
        return JSON.createObjectNode().put("type", "no frame: " + text);
      }
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
  }
}
