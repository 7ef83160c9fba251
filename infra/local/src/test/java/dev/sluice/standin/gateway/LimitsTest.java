package dev.sluice.standin.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.standin.ForeignStack;
import dev.sluice.standin.ManagementClient;
import dev.sluice.standin.SocketClient;
import dev.sluice.standin.Stack;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;

/**
 * Limits of time and of patience.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas
 *     for WebSocket APIs</a>
 */
class LimitsTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private static Stack start(GatewayLimits limits) {
    return Stack.start(ForeignStack.options().limits(limits).build());
  }

  /** The code was seen at AWS; the page names none. */
  @Test
  void an_idle_connection_is_closed_with_1001() throws Exception {
    try (Stack stack = start(GatewayLimits.AWS.withTimes(Duration.ofMillis(300), LONG));
        SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      assertThat(client.closeCode()).isEqualTo(1001);
      Awaitility.await().until(() -> stack.connections() == 0);
    }
  }

  /** The code was seen at AWS; the page names none. */
  @Test
  void an_old_connection_is_closed_with_1001_though_it_is_busy() throws Exception {
    try (Stack stack = start(GatewayLimits.AWS.withTimes(LONG, Duration.ofMillis(500)));
        SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      assertThat(ForeignStack.idOf(client)).isNotEmpty();
      assertThat(client.closeCode()).isEqualTo(1001);
    }
  }

  /** API Gateway publishes neither the buffer nor what happens when it is full. */
  @Test
  void posts_to_a_client_that_does_not_read_are_throttled_and_the_others_go_on() throws Exception {
    GatewayLimits limits = GatewayLimits.AWS.withBuffer(200_000, LONG);
    try (Stack stack = start(limits);
        ApiGatewayManagementApiClient connections = ManagementClient.of(stack);
        RawSocket deaf = new RawSocket(stack.port(), "/");
        SocketClient other = SocketClient.connect(stack.webSocketUri())) {
      deaf.send("{\"do\":{\"what\":\"ping\"}}");
      String id = new String(deaf.read().payload()).replaceAll(".*\"from\":\"(.*?)\".*", "$1");
      SdkBytes large = SdkBytes.fromUtf8String("x".repeat(100_000));

      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  connections.postToConnection(p -> p.connectionId(id).data(large));
                }
              });
      assertThat(ForeignStack.idOf(other)).isNotEmpty();
    }
  }

  /** API Gateway publishes no such limit. */
  @Test
  void a_client_that_never_reads_is_given_up() throws Exception {
    GatewayLimits limits = GatewayLimits.AWS.withBuffer(1_000_000_000, Duration.ofMillis(300));
    try (Stack stack = start(limits);
        ApiGatewayManagementApiClient connections = ManagementClient.of(stack);
        RawSocket deaf = new RawSocket(stack.port(), "/")) {
      deaf.send("{\"do\":{\"what\":\"ping\"}}");
      String id = new String(deaf.read().payload()).replaceAll(".*\"from\":\"(.*?)\".*", "$1");
      SdkBytes large = SdkBytes.fromUtf8String("x".repeat(100_000));

      assertThatExceptionOfType(GoneException.class)
          .isThrownBy(
              () -> {
                while (true) {
                  connections.postToConnection(p -> p.connectionId(id).data(large));
                }
              });
      Awaitility.await().until(() -> stack.connections() == 0);
    }
  }
}
