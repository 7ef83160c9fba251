package dev.sluice.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.protocol.Documents;
import dev.sluice.protocol.FrameSchemas;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Sends what it is given on one connection after another, and after some messages one that any
 * connection must answer which is not stuck. For one thread.
 */
final class FuzzClient implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FrameSchemas SCHEMAS = Documents.schemas();
  private static final int PATIENCE_SECONDS = 60;

  /** How the gateway may close: too large, not understood as text. */
  private static final Set<Integer> CLOSES = Set.of(1009, 1007, 1003);

  private static final Pattern INSIDES =
      Pattern.compile("Exception|dev\\.sluice|java\\.|\\.java:|\\tat |Internal server error");

  /** Frames, and the codes of closes as negative numbers. */
  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

  private final URI url;
  private WebSocket socket;
  private int closed;
  private int frames;

  FuzzClient(URI url) {
    this.url = url;
    this.socket = open();
  }

  private WebSocket open() {
    return HTTP.newWebSocketBuilder().buildAsync(url, new Listener()).join();
  }

  int frames() {
    return frames;
  }

  int closed() {
    return closed;
  }

  /** Sends messages and waits until the connection has answered; what was wrong about it. */
  List<String> exchange(List<String> messages) throws InterruptedException {
    List<String> wrong = new ArrayList<>();
    String id = UUID.randomUUID().toString();
    try {
      for (String message : messages) {
        socket.sendText(message, true).join();
      }
      socket
          .sendText(
              "{\"action\":\"resume\",\"stream_id\":\"" + id + "\",\"offset\":0,\"attempt\":0}",
              true)
          .join();
    } catch (CompletionException e) {
      // it has been closed meanwhile, which is among the events
    }
    while (true) {
      Object event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      switch (event) {
        case null -> {
          wrong.add("stuck for " + PATIENCE_SECONDS + " s");
          return wrong;
        }
        case Integer code -> {
          if (!CLOSES.contains(code)) {
            wrong.add("closed with " + code);
          }
          closed++;
          socket = open();
          return wrong;
        }
        default -> {
          String frame = (String) event;
          frames++;
          problem(frame).ifPresent(wrong::add);
          if (frame.contains(id)) {
            return wrong;
          }
        }
      }
    }
  }

  private static Optional<String> problem(String frame) {
    try {
      JsonNode json = JSON.readTree(frame);
      if (json.path("type").asText().equals("pong")) {
        return Optional.empty();
      }
      List<String> problems = SCHEMAS.problems(frame);
      if (!problems.isEmpty()) {
        return Optional.of("against the schema: " + problems + ": " + frame);
      }
      if (json.path("code").asText().equals("internal")) {
        return Optional.of("an error of ours: " + frame);
      }
    } catch (JsonProcessingException e) {
      return Optional.of("no JSON: " + frame);
    }
    boolean ours = frame.contains("\"type\":\"error\"") && INSIDES.matcher(frame).find();
    return ours ? Optional.of("tells of our insides: " + frame) : Optional.empty();
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
        events.add(message.toString());
        message.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      events.add(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      events.add(1006);
    }
  }
}
