package dev.sluice.standin.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import dev.sluice.standin.ForeignStack;
import dev.sluice.standin.SocketClient;
import dev.sluice.standin.Stack;
import foreign.Seen;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The way into a WebSocket API.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html">Manage
 *     connected users and client apps: $connect and $disconnect routes</a>
 */
class HandshakeTest {
  private static Stack stack;

  @BeforeAll
  static void start() {
    stack = Stack.start(ForeignStack.options().pathAliases(Set.of("/ws/query")).build());
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @BeforeEach
  void forget() {
    Awaitility.await().until(() -> stack.connections() == 0);
    Seen.forget();
  }

  private static HttpResponse<?> refusal(String pathAndQuery) {
    URI uri = URI.create("ws://127.0.0.1:" + stack.port() + pathAndQuery);
    return catchThrowableOfType(
            WebSocketHandshakeException.class, () -> SocketClient.connect(uri).close())
        .getResponse();
  }

  @Test
  void the_status_of_the_connect_function_refuses_the_upgrade() {
    assertThat(refusal("/?token=refuse").statusCode()).isEqualTo(401);
    assertThat(refusal("/?token=forbid").statusCode()).isEqualTo(403);
    assertThat(stack.connections()).isZero();
  }

  /** How AWS does this is not confirmed; see the table in docs/local-stack.md. */
  @Test
  void a_refusal_has_a_json_body_with_the_ids() throws Exception {
    try (RawSocket answer = new RawSocket(stack.port(), "/?token=refuse")) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.body())
          .matches("\\{\"message\":\"Unauthorized\",\"connectionId\":\".*\",\"requestId\":\".*\"}");
    }
  }

  /** Seen in reports of users; AWS's pages name no status. */
  @Test
  void a_connect_function_that_throws_is_a_bad_gateway() {
    assertThat(refusal("/?token=throw").statusCode()).isEqualTo(502);
  }

  /** Seen in reports of users; AWS's pages name no status. */
  @Test
  void a_connect_function_that_takes_too_long_is_a_gateway_timeout() {
    assertThat(refusal("/?token=hang").statusCode()).isEqualTo(504);
  }

  /** How AWS does this is not confirmed; see the table in docs/local-stack.md. */
  @Test
  void an_unknown_stage_is_forbidden() {
    assertThat(refusal("/nowhere").statusCode()).isEqualTo(403);
    assertThat(seen("CONNECT")).isEmpty();
  }

  @Test
  void the_api_is_reached_at_the_root_the_stage_and_the_aliases() throws Exception {
    for (String path : List.of("/", "/v1", "/ws/query")) {
      URI uri = URI.create("ws://127.0.0.1:" + stack.port() + path);
      try (SocketClient client = SocketClient.connect(uri)) {
        assertThat(ForeignStack.idOf(client)).hasSize(16);
      }
    }
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-connect-route-subprotocol.html">$connect
   *     routes that require a WebSocket subprotocol</a>
   */
  @Test
  void a_subprotocol_is_accepted_only_if_the_function_returned_it() throws Exception {
    URI choosing = URI.create(stack.webSocketUri() + "?token=choose");
    try (SocketClient client = SocketClient.connect(choosing, "chat.v1", "chat.v2")) {
      assertThat(client.socket().getSubprotocol()).isEqualTo("chat.v2");
    }
    try (SocketClient client = SocketClient.connect(stack.webSocketUri(), "chat.v1", "chat.v2")) {
      assertThat(client.socket().getSubprotocol()).isEmpty();
    }
  }

  @Test
  void the_event_carries_headers_and_query_string_as_sent() throws Exception {
    URI uri = URI.create(stack.webSocketUri() + "?token=a%2Bb%3D&x=1&x=2&flag");
    try (SocketClient client = SocketClient.connect(uri)) {
      APIGatewayV2WebSocketEvent event = seen("CONNECT").getFirst();

      assertThat(event.getQueryStringParameters())
          .containsEntry("token", "a+b=")
          .containsEntry("x", "2")
          .containsEntry("flag", "");
      assertThat(event.getMultiValueQueryStringParameters().get("x")).containsExactly("1", "2");
      assertThat(event.getHeaders())
          .containsEntry("User-Agent", "socket-client")
          .containsEntry("Host", "127.0.0.1:" + stack.port())
          .containsEntry("X-Forwarded-For", "127.0.0.1")
          .doesNotContainKey("Upgrade");
      assertThat(event.getBody()).isNull();
      assertThat(event.getRequestContext().getIdentity().getSourceIp()).isEqualTo("127.0.0.1");
      assertThat(event.getRequestContext().getConnectionId()).isEqualTo(ForeignStack.idOf(client));
    }
  }

  @Test
  void a_token_that_is_not_encoded_arrives_as_it_is() throws Exception {
    try (RawSocket answer = new RawSocket(stack.port(), "/?token=a|b%zz\"c")) {
      assertThat(answer.status()).isEqualTo(101);
      assertThat(seen("CONNECT").getFirst().getQueryStringParameters())
          .containsEntry("token", "a|b%zz\"c");
    }
  }

  @Test
  void a_client_that_closes_is_reported_with_its_code_and_reason() throws Exception {
    try (SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      client.socket().sendClose(4001, "enough").join();
      APIGatewayV2WebSocketEvent event = disconnect();

      assertThat(event.getRequestContext().getEventType()).isEqualTo("DISCONNECT");
      assertThat(event.getRequestContext().getRouteKey()).isEqualTo("$disconnect");
      assertThat(stack.connections()).isZero();
    }
  }

  @Test
  void a_lost_tcp_connection_is_reported_too() throws Exception {
    SocketClient client = SocketClient.connect(stack.webSocketUri());
    client.socket().abort();

    assertThat(disconnect().getRequestContext().getEventType()).isEqualTo("DISCONNECT");
    assertThat(stack.connections()).isZero();
  }

  private static APIGatewayV2WebSocketEvent disconnect() {
    return Awaitility.await().until(() -> seen("DISCONNECT"), list -> !list.isEmpty()).getLast();
  }

  private static List<APIGatewayV2WebSocketEvent> seen(String type) {
    return Seen.calls().stream()
        .map(call -> (APIGatewayV2WebSocketEvent) call.event())
        .filter(event -> event.getRequestContext().getEventType().equals(type))
        .toList();
  }

  /** How AWS does this is not confirmed; see the table in docs/local-stack.md. */
  @Test
  void a_plain_get_is_told_to_upgrade() throws Exception {
    HttpResponse<String> answer = ForeignStack.http(stack, "GET", "/v1", "");

    assertThat(answer.statusCode()).isEqualTo(426);
    assertThat(answer.headers().firstValue("Upgrade")).contains("websocket");
  }
}
