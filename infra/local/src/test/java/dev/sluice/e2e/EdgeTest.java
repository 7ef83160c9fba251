package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway with an edge in front, over real handshakes. */
@Timeout(120)
final class EdgeTest {
  private static final String SECRET = "a secret that only the edge and we share";

  private static LocalSluice sluice;

  @BeforeAll
  static void start() throws Exception {
    sluice =
        LocalSluice.start(Map.of("EDGE", "yes", "EDGE_SECRET", SECRET, "CONNECTS_PER_MINUTE", "2"));
  }

  @AfterAll
  static void stop() {
    sluice.close();
  }

  /** The handshake's status; 101 when the connection is open. */
  private static int status(String... headers) {
    URI url = sluice.olderUrl(LocalSluice.KEY);
    try (HttpClient http = HttpClient.newHttpClient()) {
      WebSocket.Builder builder = http.newWebSocketBuilder();
      for (int i = 0; i < headers.length; i += 2) {
        builder.header(headers[i], headers[i + 1]);
      }
      builder.buildAsync(url, new WebSocket.Listener() {}).join().abort();
      return 101;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  @Test
  void the_gateways_own_address_is_closed_to_whoever_does_not_come_through_the_edge() {
    assertThat(status()).isEqualTo(403);
    assertThat(status("X-Sluice-Edge", "a guess that is as long as the secret is")).isEqualTo(403);
    assertThat(status("X-Sluice-Visitor", "203.0.113.9")).isEqualTo(403);
  }

  @Test
  void through_the_edge_each_visitor_is_counted_by_the_address_that_the_edge_tells() {
    for (int i = 0; i < 2; i++) {
      assertThat(status("X-Sluice-Edge", SECRET, "X-Sluice-Visitor", "203.0.113.1")).isEqualTo(101);
    }
    assertThat(status("X-Sluice-Edge", SECRET, "X-Sluice-Visitor", "203.0.113.1")).isEqualTo(429);
    assertThat(status("X-Sluice-Edge", SECRET, "X-Sluice-Visitor", "203.0.113.2")).isEqualTo(101);
  }
}
