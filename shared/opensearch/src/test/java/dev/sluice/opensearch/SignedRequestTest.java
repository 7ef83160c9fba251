package dev.sluice.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.aws.SigV4Signer;
import dev.sluice.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the managed service sees of a request. */
class SignedRequestTest {

  @Test
  void a_request_is_signed_for_the_managed_service() throws IOException {
    CompletableFuture<String> authorization = new CompletableFuture<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          authorization.complete(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    Settings settings =
        new Settings(Map.of("AWS_ACCESS_KEY_ID", "AKID", "AWS_SECRET_ACCESS_KEY", "secret"));
    try (HttpClient http = HttpClient.newHttpClient()) {
      Cluster cluster =
          new Cluster(
              http,
              URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
              Caller.signed(new SigV4Signer(settings, "eu-central-1", "es")),
              Duration.ofSeconds(5));
      assertThat(cluster.send("POST", "/x/_search", Cluster.JSON.createObjectNode()).good())
          .isTrue();
    } finally {
      server.stop(0);
    }

    assertThat(authorization.join())
        .startsWith("AWS4-HMAC-SHA256 Credential=AKID/")
        .contains("/eu-central-1/es/aws4_request");
  }
}
