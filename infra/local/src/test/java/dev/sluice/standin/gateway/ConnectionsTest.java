package dev.sluice.standin.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.standin.ForeignStack;
import dev.sluice.standin.ManagementClient;
import dev.sluice.standin.SignedHttp;
import dev.sluice.standin.SocketClient;
import dev.sluice.standin.Stack;
import foreign.Seen;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ApiGatewayManagementApiException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GetConnectionResponse;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PayloadTooLargeException;

/**
 * {@code @connections}, by the SDK's client.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html">Use
 * @connections commands in your backend service</a>
 */
class ConnectionsTest {
  private static Stack stack;
  private static ApiGatewayManagementApiClient connections;

  @BeforeAll
  static void start() {
    stack = Stack.start(ForeignStack.options().build());
    connections = ManagementClient.of(stack);
  }

  @AfterAll
  static void stop() {
    connections.close();
    stack.close();
  }

  private static void post(String id, String text) {
    connections.postToConnection(p -> p.connectionId(id).data(SdkBytes.fromUtf8String(text)));
  }

  @Test
  void a_post_reaches_its_connection() throws Exception {
    try (SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      post(ForeignStack.idOf(client), "häl\uD83D\uDE00lo");

      assertThat(client.next()).isEqualTo("häl\uD83D\uDE00lo");
    }
  }

  @Test
  void posts_arrive_in_the_order_in_which_they_were_accepted() throws Exception {
    try (SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      String id = ForeignStack.idOf(client);
      List<String> sent = IntStream.range(0, 200).mapToObj(i -> i + "x".repeat(i * 7)).toList();
      sent.forEach(text -> post(id, text));

      for (String text : sent) {
        assertThat(client.next()).isEqualTo(text);
      }
    }
  }

  @Test
  void a_post_of_128_kb_arrives_and_a_larger_one_is_refused() throws Exception {
    try (SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      String id = ForeignStack.idOf(client);
      post(id, "x".repeat(128 * 1024));
      assertThat(client.next()).hasSize(128 * 1024);

      assertThatExceptionOfType(PayloadTooLargeException.class)
          .isThrownBy(() -> post(id, "x".repeat(128 * 1024 + 1)));
    }
  }

  @Test
  void a_connection_that_has_closed_is_gone() throws Exception {
    SocketClient client = SocketClient.connect(stack.webSocketUri());
    String id = ForeignStack.idOf(client);
    client.close();
    Awaitility.await().until(() -> stack.connections() == 0);

    assertThatExceptionOfType(GoneException.class).isThrownBy(() -> post(id, "late"));
    assertThatExceptionOfType(GoneException.class)
        .isThrownBy(() -> connections.getConnection(g -> g.connectionId(id)));
    assertThatExceptionOfType(GoneException.class)
        .isThrownBy(() -> connections.deleteConnection(d -> d.connectionId(id)));
    assertThatExceptionOfType(GoneException.class)
        .isThrownBy(() -> post("AAAAAAAAAAAAAAA=", "never was"));
  }

  /** The words were seen at AWS; no page has them. */
  @Test
  void an_id_of_another_shape_is_a_bad_request() {
    assertThatExceptionOfType(ApiGatewayManagementApiException.class)
        .isThrownBy(() -> post("nonsense", "?"))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(400))
        .withMessageContaining("Invalid connectionId");
  }

  /** How AWS does this is not confirmed; see the table in docs/local-stack.md. */
  @Test
  void another_stage_is_forbidden() throws Exception {
    HttpResponse<String> answer =
        SignedHttp.send(
            stack, "execute-api", "POST", "/other/@connections/AAAAAAAAAAAAAAA%3D", Map.of(), "x");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("ForbiddenException");
  }

  @Test
  void a_connection_can_be_looked_at() throws Exception {
    try (SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      String id = ForeignStack.idOf(client);
      GetConnectionResponse found = connections.getConnection(g -> g.connectionId(id));

      assertThat(found.identity().sourceIp()).isEqualTo("127.0.0.1");
      assertThat(found.identity().userAgent()).isEqualTo("socket-client");
      assertThat(found.lastActiveAt()).isAfterOrEqualTo(found.connectedAt());
    }
  }

  /** How AWS does this is not confirmed; see the table in docs/local-stack.md. */
  @Test
  void a_deleted_connection_is_sent_what_was_posted_and_then_closed() throws Exception {
    try (SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      String id = ForeignStack.idOf(client);
      post(id, "goodbye");
      connections.deleteConnection(d -> d.connectionId(id));

      assertThatExceptionOfType(GoneException.class).isThrownBy(() -> post(id, "late"));
      assertThat(client.next()).isEqualTo("goodbye");
      assertThat(client.closeCode()).isEqualTo(1000);
      Awaitility.await().until(() -> stack.connections() == 0);
    }
  }

  /**
   * A connection does not exist before {@code $connect} has returned, see <a
   * href="https://github.com/aws/aws-sdk-js/issues/3773">aws-sdk-js#3773</a>.
   */
  @Test
  void a_post_from_the_connect_function_is_gone() throws Exception {
    Seen.forget();
    Thread connecting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    ForeignStack.connect(stack, "hang").close();
                  } catch (Exception e) {
                    return; // refused after the integration's time-out
                  }
                });
    Awaitility.await().until(() -> !Seen.calls().isEmpty());
    JsonNode event = new ObjectMapper().valueToTree(Seen.calls().getFirst().event());
    String id = event.at("/requestContext/connectionId").asText();

    assertThatExceptionOfType(GoneException.class).isThrownBy(() -> post(id, "too early"));
    connecting.join();
  }

  /** How AWS does this is not confirmed; see the table in docs/local-stack.md. */
  @Test
  void text_that_is_not_utf_8_is_a_bad_request() throws Exception {
    try (SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      String id = ForeignStack.idOf(client);

      assertThatExceptionOfType(ApiGatewayManagementApiException.class)
          .isThrownBy(
              () ->
                  connections.postToConnection(
                      p -> p.connectionId(id).data(SdkBytes.fromByteArray(new byte[] {-1}))))
          .satisfies(e -> assertThat(e.statusCode()).isEqualTo(400));
    }
  }
}
