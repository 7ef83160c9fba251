package dev.sluice.validate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.client.Connection;
import dev.sluice.frame.Json;
import dev.sluice.protocol.FrameSchemas;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A connection on which each frame is held against the protocol's schemas. Used by one thread. */
final class Wire implements AutoCloseable {
  private final Connection connection;
  private final FrameSchemas schemas;
  private final Duration patience;

  Wire(HttpClient http, URI url, FrameSchemas schemas, Duration patience) {
    this.connection = Connection.open(http, url);
    this.schemas = schemas;
    this.patience = patience;
  }

  Wire send(Map<String, ?> message) {
    connection.send(message);
    return this;
  }

  /**
   * The next frame.
   *
   * @throws CheckFailure when none comes, the connection ends, or it is not as the protocol has it
   */
  JsonNode next() throws InterruptedException {
    return switch (connection.next(patience.toMillis())) {
      case Connection.Event.Text(String text) -> checked(text);
      case Connection.Event.Closed(int code) ->
          throw new CheckFailure("the connection was closed with code " + code);
      case Connection.Event.Silence silence ->
          throw new CheckFailure("nothing came within " + patience.toSeconds() + " s");
    };
  }

  private JsonNode checked(String text) {
    List<String> problems = schemas.problems(text);
    if (!problems.isEmpty()) {
      throw new CheckFailure("a frame is not as the protocol has it: " + problems.getFirst());
    }
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new CheckFailure("a message is not JSON");
    }
  }

  /** The next frame that is not a sign of life, which must be of this type. */
  JsonNode next(String type) throws InterruptedException {
    JsonNode frame = next();
    while (isSignOfLife(frame)) {
      frame = next();
    }
    String came = frame.path("type").asText();
    if (!came.equals(type)) {
      throw new CheckFailure("expected a frame '" + type + "' but got " + describe(frame));
    }
    return frame;
  }

  static boolean isSignOfLife(JsonNode frame) {
    return frame.path("type").asText().equals("stream_token")
        && frame.path("token").asText().isEmpty();
  }

  static String describe(JsonNode frame) {
    String type = frame.path("type").asText();
    return type.equals("error")
        ? "error " + frame.path("code").asText() + " (" + frame.path("message").asText() + ")"
        : "'" + type + "'";
  }

  void drop() {
    connection.drop();
  }

  @Override
  public void close() {
    connection.close();
  }
}
