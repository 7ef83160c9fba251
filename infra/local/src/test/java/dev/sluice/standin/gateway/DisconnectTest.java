package dev.sluice.standin.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standin.ManagementClient;
import dev.sluice.standin.SocketClient;
import dev.sluice.standin.Stack;
import dev.sluice.standin.StackOptions;
import foreign.Seen;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/**
 * What a function is told of a connection's end. Only the words for 1005 were seen at AWS.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html">Manage
 *     connected users and client apps: $connect and $disconnect routes</a>
 */
class DisconnectTest {
  private static final String TEMPLATE =
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        F: {Type: AWS::Serverless::Function, Properties: {Runtime: java25, Handler: foreign.RawHandler}}
        Api:
          Type: AWS::Serverless::WebSocketApi
          Properties:
            StageName: v1
            RouteSelectionExpression: $request.body.to
            Routes:
              $connect: {FunctionArn: !GetAtt F.Arn}
              $disconnect: {FunctionArn: !GetAtt F.Arn}
              $default: {FunctionArn: !GetAtt F.Arn, RouteResponseSelectionExpression: $default}
        Answer:
          Type: AWS::ApiGatewayV2::RouteResponse
          Properties: {ApiId: !Ref Api, RouteId: !Ref ApiDefaultRoute, RouteResponseKey: $default}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void forget() {
    Seen.forget();
  }

  private StackOptions.Builder options() throws Exception {
    Path template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
    return StackOptions.of(template, InstantSource.system());
  }

  private static List<JsonNode> contexts(String type) {
    return Seen.calls().stream()
        .map(call -> ((JsonNode) call.event()).path("requestContext"))
        .filter(context -> context.path("eventType").asText().equals(type))
        .toList();
  }

  private static void told(int code, String reason) {
    Awaitility.await().until(() -> !contexts("DISCONNECT").isEmpty());
    assertThat(contexts("DISCONNECT"))
        .singleElement()
        .satisfies(
            context -> {
              assertThat(context.path("disconnectStatusCode").asInt()).isEqualTo(code);
              assertThat(context.path("disconnectReason").asText()).isEqualTo(reason);
              assertThat(context.path("connectionId"))
                  .isEqualTo(contexts("CONNECT").getFirst().path("connectionId"));
            });
  }

  @Test
  void a_clients_own_code_and_reason_are_told() throws Exception {
    try (Stack stack = Stack.start(options().build());
        SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      client.socket().sendClose(4001, "enough").join();
      told(4001, "enough");
    }
  }

  @Test
  void a_close_frame_without_a_code_is_1005() throws Exception {
    try (Stack stack = Stack.start(options().build());
        RawSocket client = new RawSocket(stack.port(), "/")) {
      client.send(8, true, new byte[0]);
      told(1005, "Client-side close frame status not set");
    }
  }

  @Test
  void a_lost_tcp_connection_is_1006() throws Exception {
    try (Stack stack = Stack.start(options().build())) {
      new RawSocket(stack.port(), "/").close();
      told(1006, "Connection Closed Abnormally");
    }
  }

  @Test
  void what_the_gateway_refuses_is_told_with_its_code() throws Exception {
    try (Stack stack = Stack.start(options().build());
        SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      client.socket().sendBinary(ByteBuffer.allocate(1), true).join();
      told(1003, "Binary frames are not supported");
    }
  }

  @Test
  void a_deleted_connection_is_1000() throws Exception {
    try (Stack stack = Stack.start(options().build());
        ApiGatewayManagementApiClient connections = ManagementClient.of(stack);
        SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      String id = contexts("CONNECT").getFirst().path("connectionId").asText();
      connections.deleteConnection(d -> d.connectionId(id));
      told(1000, "Connection Closed Normally");
      assertThat(client.closeCode()).isEqualTo(1000);
    }
  }

  @Test
  void an_idle_connection_is_1001() throws Exception {
    GatewayLimits limits =
        GatewayLimits.AWS.withTimes(Duration.ofMillis(300), Duration.ofMinutes(5));
    try (Stack stack = Stack.start(options().limits(limits).build());
        SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      assertThat(client.closeCode()).isEqualTo(1001);
      told(1001, "Going away");
    }
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format">Output
   *     format of a Lambda function for proxy integration</a>
   */
  @Test
  void a_body_that_is_not_the_base64_it_says_is_an_error_frame() throws Exception {
    try (Stack stack = Stack.start(options().build());
        SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      String answer = "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"%s\"}";

      assertThat(client.send(answer.formatted("aGk=")).next()).isEqualTo("hi");
      assertThat(client.send(answer.formatted("%%%")).next()).contains("Internal server error");
    }
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas
   *     for WebSocket APIs</a>
   */
  @Test
  void the_limits_are_those_of_aws_unless_a_test_shortens_them() {
    assertThat(GatewayLimits.AWS.frameBytes()).isEqualTo(32 * 1024);
    assertThat(GatewayLimits.AWS.messageBytes()).isEqualTo(128 * 1024);
    assertThat(GatewayLimits.AWS.idle()).isEqualTo(Duration.ofMinutes(10));
    assertThat(GatewayLimits.AWS.lifetime()).isEqualTo(Duration.ofHours(2));
    assertThat(GatewayLimits.AWS.integration()).isEqualTo(Duration.ofSeconds(29));
  }
}
