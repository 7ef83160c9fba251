package dev.sluice.standin.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.standin.ForeignStack;
import dev.sluice.standin.SocketClient;
import dev.sluice.standin.Stack;
import foreign.Seen;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What becomes of messages.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html">Create
 *     routes for WebSocket APIs in API Gateway</a>
 */
class MessagesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static Stack stack;
  private SocketClient client;

  @BeforeAll
  static void start() {
    stack = Stack.start(ForeignStack.options().build());
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @BeforeEach
  void connect() throws Exception {
    client = SocketClient.connect(stack.webSocketUri());
    Seen.forget();
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  /** Events of messages; others may still come from connections of other tests. */
  private static List<JsonNode> messages() {
    return Seen.calls().stream()
        .map(Seen.Call::event)
        .filter(JsonNode.class::isInstance)
        .map(JsonNode.class::cast)
        .toList();
  }

  private static JsonNode lastEvent() {
    return messages().getLast();
  }

  private static String route() {
    return lastEvent().at("/requestContext/routeKey").asText();
  }

  @Test
  void the_selection_expression_looks_into_the_message() throws Exception {
    client.send("{\"do\":{\"what\":\"answer\"}}").next();

    assertThat(route()).isEqualTo("answer");
  }

  @Test
  void what_names_no_route_goes_to_default() throws Exception {
    for (String message :
        List.of(
            "not json",
            "[1,2]",
            "7",
            "{}",
            "{\"do\":{\"what\":\"unknown\"}}",
            "{\"do\":{\"what\":{}}}")) {
      client.send(message).next();
      assertThat(route()).isEqualTo("$default");
      assertThat(lastEvent().path("body").asText()).isEqualTo(message);
    }
  }

  /** Not confirmed at AWS; anything else would let clients forge connections. */
  @Test
  void a_message_never_reaches_connect_or_disconnect() throws Exception {
    client.send("{\"do\":{\"what\":\"$connect\"}}").next();

    assertThat(route()).isEqualTo("$default");
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html">Set
   *     up route responses for WebSocket APIs</a>
   */
  @Test
  void what_a_function_returns_reaches_the_client_only_through_a_route_response() throws Exception {
    client.send("{\"do\":{\"what\":\"answer\"}}");
    assertThat(List.of(client.next(), client.next())).contains("returned");

    client.send("no answer");
    assertThat(client.next()).endsWith("no answer");
    assertThat(ForeignStack.idOf(client)).isNotEmpty(); // the next message is the pong
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html">WebSocket
   *     API mapping template reference</a>
   */
  @Test
  void a_mock_route_answers_from_its_template_without_a_function() throws Exception {
    JsonNode pong = JSON.readTree(client.send("{\"do\":{\"what\":\"ping\"}}").next());

    assertThat(pong.path("type").asText()).isEqualTo("pong");
    assertThat(pong.path("from").asText()).matches("[A-Za-z0-9_-]{15}=");
    assertThat(pong.path("time").isIntegralNumber()).isTrue();
    assertThat(messages()).isEmpty();
  }

  /** The form was seen at AWS; no page describes it. */
  @Test
  void a_function_that_throws_is_an_error_frame() throws Exception {
    JsonNode error = JSON.readTree(client.send("throw").next());

    assertThat(error.path("message").asText()).isEqualTo("Internal server error");
    assertThat(error.path("connectionId").asText()).isEqualTo(ForeignStack.idOf(client));
    assertThat(error.path("requestId").asText()).isNotEmpty();
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format">Output
   *     format of a Lambda function for proxy integration</a>
   */
  @Test
  void a_function_that_returns_no_status_is_an_error_frame() throws Exception {
    assertThat(client.send("nothing").next()).contains("Internal server error");
  }

  /** How AWS does this is not confirmed; see the table in docs/local-stack.md. */
  @Test
  void an_integration_that_takes_too_long_is_an_error_frame() throws Exception {
    assertThat(client.send("{\"do\":{\"what\":\"slow\"}}").next())
        .contains("Endpoint request timed out");
  }

  @Test
  void times_of_one_connection_never_repeat() throws Exception {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      client.send("{\"do\":{\"what\":\"ping\"}}");
    }
    for (int i = 0; i < 20; i++) {
      times.add(JSON.readTree(client.next()).path("time").asLong());
    }

    assertThat(times).doesNotHaveDuplicates();
  }

  @Test
  void a_message_in_several_frames_is_one_event() throws Exception {
    client.socket().sendText("a", false).join();
    client.socket().sendText("b", false).join();
    client.socket().sendText("c", true).join();

    assertThat(client.next()).endsWith(": abc");
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-binary-media-types.html">Binary
   *     media types for WebSocket APIs</a>
   */
  @Test
  void a_binary_frame_closes_with_1003() throws Exception {
    client.socket().sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();

    assertThat(client.closeCode()).isEqualTo(1003);
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas
   *     for WebSocket APIs</a>
   */
  @Test
  void a_frame_of_more_than_32_kb_closes_with_1009() throws Exception {
    try (RawSocket raw = new RawSocket(stack.port(), "/")) {
      raw.send("x".repeat(32 * 1024));
      assertThat(raw.read().opcode()).isEqualTo(1);
      raw.read(); // the echo is longer than a frame

      raw.send("x".repeat(32 * 1024 + 1));
      assertThat(raw.read().closeCode()).isEqualTo(1009);
    }
  }

  /** How AWS does this is not confirmed; see the table in docs/local-stack.md. */
  @Test
  void a_message_that_is_not_utf_8_closes_with_1007() throws Exception {
    try (RawSocket raw = new RawSocket(stack.port(), "/")) {
      raw.send(1, true, new byte[] {(byte) 0xff});
      assertThat(raw.read().closeCode()).isEqualTo(1007);
    }
  }

  @Test
  void a_long_message_is_sent_in_frames_of_at_most_32_kb() throws Exception {
    try (RawSocket raw = new RawSocket(stack.port(), "/")) {
      raw.send("x".repeat(32 * 1024));
      RawSocket.Frame first = raw.read();
      RawSocket.Frame second = raw.read();

      assertThat(first.payload()).hasSize(32 * 1024);
      assertThat(first.last()).isFalse();
      assertThat(second.opcode()).isZero();
      assertThat(second.last()).isTrue();
    }
  }

  @Test
  void a_message_of_more_than_128_kb_closes_with_1009() throws Exception {
    for (int i = 0; i < 4; i++) {
      client.socket().sendText("x".repeat(32 * 1024), false).join();
    }
    client.socket().sendText("y", true).join();

    assertThat(client.closeCode()).isEqualTo(1009);
    assertThat(messages()).isEmpty();
  }

  /** How AWS does this is not confirmed; see the table in docs/local-stack.md. */
  @Test
  void a_ping_frame_is_answered() throws Exception {
    client.socket().sendPing(ByteBuffer.wrap(new byte[] {1, 2})).join();

    assertThat(client.pong()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
  }
}
