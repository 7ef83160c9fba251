package dev.sluice.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fetching feeds over HTTP, from a server that is not always kind. */
class HttpFeedsTest {
  private static final String TAG = "\"v1\"";

  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  private HttpFeeds feeds;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
    feeds = feeds(1_000, Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() throws IOException {
    feeds.close();
    server.stop(0);
  }

  @Test
  void a_feed_comes_with_its_validators_and_is_not_sent_again_while_it_is_the_same() {
    Fetched first = feeds.fetch(url("/feed.csv"), Validators.NONE);

    assertThat(first).isInstanceOf(Fetched.Content.class);
    Fetched.Content content = (Fetched.Content) first;
    assertThat(new String(content.content(), StandardCharsets.UTF_8)).startsWith("id,title");
    assertThat(feeds.fetch(url("/feed.csv"), content.validators())).isEqualTo(new Fetched.Same());
  }

  @Test
  void what_is_too_large_or_takes_too_long_is_given_up() throws IOException {
    assertThat(reason("/large")).isEqualTo("Expected at most 1000 bytes");
    try (HttpFeeds hasty = feeds(1_000, Duration.ZERO)) {
      assertThat(((Fetched.Failed) hasty.fetch(url("/feed.csv"), Validators.NONE)).reason())
          .startsWith("Expected it whole within");
    }
  }

  @Test
  void an_error_s_status_is_told_beside_the_reason() {
    Fetched gone = feeds.fetch(url("/gone"), Validators.NONE);

    assertThat(gone).isEqualTo(new Fetched.Failed("Expected HTTP 200 but got 404", 404));
  }

  @Test
  void an_error_of_the_server_and_an_endless_redirect_are_reported() {
    assertThat(reason("/gone")).isEqualTo("Expected HTTP 200 but got 404");
    assertThat(reason("/loop")).startsWith("Cannot be fetched: ");
    assertThat(requests.get()).isLessThan(10);
  }

  @Test
  void a_private_address_is_not_even_connected_to() throws IOException {
    try (HttpFeeds strict = HttpFeeds.files()) {
      Fetched refused = strict.fetch(url("/feed.csv"), Validators.NONE);

      assertThat(((Fetched.Failed) refused).reason()).contains("public address");
      assertThat(requests.get()).isZero();
    }
  }

  @Test
  void a_redirect_into_a_private_network_is_not_followed() throws IOException {
    try (HttpFeeds strict =
        new HttpFeeds(new OnlyName("shop.test"), new HttpFeeds.Limits(1_000, Duration.ZERO))) {
      URI url = URI.create("http://shop.test:" + server.getAddress().getPort() + "/inside");
      Fetched refused = strict.fetch(url, Validators.NONE);

      assertThat(((Fetched.Failed) refused).reason()).contains("127.0.0.1");
      assertThat(requests.get()).isEqualTo(1);
    }
  }

  private String reason(String path) {
    return ((Fetched.Failed) feeds.fetch(url(path), Validators.NONE)).reason();
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static HttpFeeds feeds(int bytes, Duration time) {
    return new HttpFeeds(SystemDefaultDnsResolver.INSTANCE, new HttpFeeds.Limits(bytes, time));
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      switch (exchange.getRequestURI().getPath()) {
        case "/feed.csv" -> {
          exchange.getResponseHeaders().set("ETag", TAG);
          boolean known = TAG.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
          answer(exchange, known ? 304 : 200, known ? "" : "id,title\n1,Kettle\n");
        }
        case "/large" -> answer(exchange, 200, "x".repeat(5_000));
        case "/loop" -> redirect(exchange, "/loop?" + requests.get());
        case "/inside" -> redirect(exchange, url("/feed.csv").toString());
        default -> answer(exchange, 404, "");
      }
    }
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    answer(exchange, 302, "");
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Resolves one name to this machine and passes all others to the strict resolver. */
  private record OnlyName(String name) implements org.apache.hc.client5.http.DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws java.net.UnknownHostException {
      return host.equals(name)
          ? new InetAddress[] {InetAddress.getLoopbackAddress()}
          : new PublicAddresses().resolve(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
