package dev.sluice.standin.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.standin.ForeignStack;
import dev.sluice.standin.ManagementClient;
import dev.sluice.standin.SocketClient;
import dev.sluice.standin.Stack;
import dev.sluice.standin.StackOptions;
import dev.sluice.standin.template.Throttle;
import foreign.Seen;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;

/**
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-protect.html">Protect
 *     your WebSocket APIs in API Gateway</a>
 */
class ThrottlingTest {
  @Test
  void a_bucket_is_full_at_first_and_fills_at_its_rate() {
    AtomicLong now = new AtomicLong();
    TokenBucket bucket = new TokenBucket(new Throttle(2, 3), now::get);

    assertThat(bucket.take() && bucket.take() && bucket.take()).isTrue();
    assertThat(bucket.take()).isFalse();
    now.addAndGet(500_000_000);
    assertThat(bucket.take()).isTrue();
    assertThat(bucket.take()).isFalse();
    now.addAndGet(3_600_000_000_000L);
    assertThat(bucket.take() && bucket.take() && bucket.take()).isTrue();
    assertThat(bucket.take()).isFalse();
  }

  private static Stack start(Path folder, String settings) throws Exception {
    String template =
        Files.readString(ForeignStack.TEMPLATE)
            .replace(
                "      StageName: !Ref StageName\n",
                "      StageName: !Ref StageName\n" + settings);
    Path file = Files.writeString(folder.resolve("template.yaml"), template);
    return Stack.start(StackOptions.of(file, InstantSource.system()).build());
  }

  /** Which words a throttled client gets is not confirmed at AWS. */
  @Test
  void a_route_beyond_its_rate_is_answered_by_an_error_frame_without_a_function(
      @TempDir Path folder) throws Exception {
    String settings =
        "      RouteSettings: {$default: {ThrottlingBurstLimit: 1, ThrottlingRateLimit: 0.001}}\n";
    try (Stack stack = start(folder, settings);
        SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      assertThat(client.send("first").next()).endsWith("first");
      Seen.forget();

      assertThat(client.send("second").next()).contains("Too Many Requests");
      assertThat(ForeignStack.idOf(client)).isNotEmpty(); // another route goes on
      assertThat(Seen.calls()).isEmpty();
    }
  }

  /** How AWS does this is not confirmed; see the table in docs/local-stack.md. */
  @Test
  void connecting_beyond_the_stages_rate_is_refused_with_429(@TempDir Path folder)
      throws Exception {
    String settings =
        "      DefaultRouteSettings: {ThrottlingBurstLimit: 1, ThrottlingRateLimit: 0.001}\n";
    try (Stack stack = start(folder, settings);
        SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      assertThat(client.socket().isOutputClosed()).isFalse();
      assertThatExceptionOfType(WebSocketHandshakeException.class)
          .isThrownBy(() -> SocketClient.connect(stack.webSocketUri()))
          .satisfies(e -> assertThat(e.getResponse().statusCode()).isEqualTo(429));
    }
  }

  /** API Gateway publishes no rate of posts; that there is one, users have seen. */
  @Test
  void posts_beyond_the_rate_are_throttled() throws Exception {
    StackOptions options =
        ForeignStack.options().limits(GatewayLimits.AWS.withPosts(new Throttle(0.001, 2))).build();
    try (Stack stack = Stack.start(options);
        ApiGatewayManagementApiClient connections = ManagementClient.of(stack);
        SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      String id = ForeignStack.idOf(client);
      for (int i = 0; i < 2; i++) {
        connections.postToConnection(p -> p.connectionId(id).data(SdkBytes.fromUtf8String("a")));
      }

      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(
              () ->
                  connections.postToConnection(
                      p -> p.connectionId(id).data(SdkBytes.fromUtf8String("b"))));
    }
  }
}
