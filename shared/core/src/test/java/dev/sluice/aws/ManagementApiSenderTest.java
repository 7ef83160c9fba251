package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.gateway.FrameSender;
import dev.sluice.gateway.PostOutcome;
import dev.sluice.session.ConnectionId;
import dev.sluice.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Posts to a small server that answers as API Gateway does. */
final class ManagementApiSenderTest {
  private static final ConnectionId CONNECTION = new ConnectionId("L0SM9cOFvHcCIhw=");
  private static final byte[] MESSAGE =
      "{\"type\":\"x\",\"t\":\"ü\"}".getBytes(StandardCharsets.UTF_8);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private HttpServer server;
  private AwsClients clients;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    clients =
        new AwsClients(
            new Settings(Map.of("AWS_ACCESS_KEY_ID", "local", "AWS_SECRET_ACCESS_KEY", "local")));
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.stop(0);
    clients.close();
  }

  @Test
  void a_message_that_is_taken_is_sent_with_its_bytes_and_the_id_escaped() {
    answer(200, "");
    assertThat(send(TIMEOUT)).isEqualTo(new PostOutcome.Sent());
    assertThat(requests)
        .containsExactly(
            "POST /stage/@connections/L0SM9cOFvHcCIhw%3D "
                + new String(MESSAGE, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "410,GoneException",
    "410,",
    "413,PayloadTooLargeException",
    "413,",
    "429,LimitExceededException",
    "429,"
  })
  void a_refusal_is_known_by_its_status_whether_its_type_is_named_or_not(int status, String type) {
    answer(status, type == null ? "" : type);
    assertThat(send(TIMEOUT))
        .isEqualTo(
            switch (status) {
              case 410 -> new PostOutcome.Gone();
              case 413 -> new PostOutcome.TooLarge();
              default -> new PostOutcome.Throttled();
            });
    assertThat(requests).as("nothing is sent again").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 408, 500, 502, 503, 504})
  void any_other_status_is_an_unknown_outcome_and_is_not_sent_again(int status) {
    answer(status, "InternalServerError");
    assertThat(send(TIMEOUT)).isEqualTo(new PostOutcome.Unknown("status " + status));
    assertThat(requests).hasSize(1);
  }

  @Test
  void a_server_that_says_nothing_is_left_after_the_time_that_was_given() {
    server.createContext(
        "/",
        exchange -> {
          note(exchange);
          await();
          exchange.close();
        });
    assertThat(send(Duration.ofMillis(150))).isInstanceOf(PostOutcome.Unknown.class);
    assertThat(requests).hasSize(1);
  }

  @Test
  void a_connection_that_is_reset_is_an_unknown_outcome_and_is_not_sent_again() throws IOException {
    AtomicInteger accepted = new AtomicInteger();
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                while (!listener.isClosed()) {
                  try (Socket socket = listener.accept()) {
                    accepted.incrementAndGet();
                    socket.getInputStream().read();
                    socket.setSoLinger(true, 0);
                  } catch (IOException e) {
                    return;
                  }
                }
              });
      FrameSender sender =
          clients.frameSender(URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/stage"));
      assertThat(sender.send(CONNECTION, MESSAGE, TIMEOUT)).isInstanceOf(PostOutcome.Unknown.class);
    }
    assertThat(accepted.get()).isEqualTo(1);
  }

  @Test
  void nobody_listening_is_an_unknown_outcome() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    FrameSender sender = clients.frameSender(URI.create("http://127.0.0.1:" + port + "/stage"));
    assertThat(sender.send(CONNECTION, MESSAGE, TIMEOUT)).isInstanceOf(PostOutcome.Unknown.class);
  }

  @Test
  void what_is_noted_for_logs_holds_nothing_of_the_message() {
    answer(500, "InternalServerError");
    assertThat(send(TIMEOUT).toString()).doesNotContain("type").doesNotContain("ü");
  }

  @Test
  void the_environment_names_an_endpoint_that_goes_before_the_given_one() {
    answer(200, "");
    try (AwsClients local =
        new AwsClients(
            new Settings(
                Map.of(
                    "AWS_ACCESS_KEY_ID", "local",
                    "AWS_SECRET_ACCESS_KEY", "local",
                    "AWS_SESSION_TOKEN", "token",
                    "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", url())))) {
      FrameSender sender = local.frameSender(URI.create("https://cloud.invalid/stage"));
      assertThat(sender.send(CONNECTION, MESSAGE, TIMEOUT)).isEqualTo(new PostOutcome.Sent());
    }
  }

  private PostOutcome send(Duration timeout) {
    return clients.frameSender(URI.create(url())).send(CONNECTION, MESSAGE, timeout);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/stage";
  }

  private void answer(int status, String errorType) {
    server.createContext(
        "/",
        exchange -> {
          note(exchange);
          if (!errorType.isEmpty()) {
            exchange.getResponseHeaders().add("x-amzn-ErrorType", errorType);
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
  }

  private void note(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath() + " " + body);
  }

  private void await() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
