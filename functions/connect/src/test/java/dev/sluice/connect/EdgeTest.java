package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import dev.sluice.aws.LocalDynamoDb;
import dev.sluice.settings.Settings;
import dev.sluice.settings.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An edge in front of the gateway cannot be walked around, and tells who the visitor is. */
final class EdgeTest {
  private static final String SECRET = "a secret of the edge, 36 bytes long.";
  private static final String VISITOR = "2001:db8::17";

  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final ConnectFixture behind = new ConnectFixture(db, Edge.of(SECRET)).withKey();

  private APIGatewayV2WebSocketEvent event(String... headers) {
    return ConnectFixture.header(behind.query(behind.key), headers);
  }

  @Test
  void who_goes_around_the_edge_is_refused() {
    behind.assertRefused(event(), 403, "not_through_the_edge");
    behind.assertRefused(event("X-Sluice-Edge", ""), 403, "not_through_the_edge");
    behind.assertRefused(event("X-Sluice-Edge", SECRET + "x"), 403, "not_through_the_edge");
    behind.assertRefused(event("X-Sluice-Visitor", VISITOR), 403, "not_through_the_edge");
  }

  @Test
  void behind_the_edge_a_visitor_has_the_address_that_the_edge_tells() {
    assertThat(behind.status(event("x-sluice-edge", SECRET, "x-sluice-visitor", VISITOR)))
        .isEqualTo(200);
    assertThat(behind.stored().orElseThrow().sourceIp()).isEqualTo(VISITOR);
  }

  @Test
  void visitors_of_one_edge_do_not_use_up_each_others_connects() {
    for (int i = 0; i < ConnectFixture.CONNECTS_PER_MINUTE; i++) {
      assertThat(behind.status(event("X-Sluice-Edge", SECRET, "X-Sluice-Visitor", "198.51.100.1")))
          .isEqualTo(200);
    }
    assertThat(behind.status(event("X-Sluice-Edge", SECRET, "X-Sluice-Visitor", "198.51.100.1")))
        .isEqualTo(429);
    assertThat(behind.status(event("X-Sluice-Edge", SECRET, "X-Sluice-Visitor", "198.51.100.2")))
        .isEqualTo(200);
  }

  @Test
  void without_an_edge_nobody_chooses_an_address() {
    ConnectFixture open = new ConnectFixture(db).withKey();
    assertThat(
            open.status(ConnectFixture.header(open.query(open.key), "X-Sluice-Visitor", VISITOR)))
        .isEqualTo(200);
    assertThat(open.stored().orElseThrow().sourceIp()).isEqualTo(open.ip);
  }

  @Test
  void an_edge_without_a_good_secret_is_refused_and_the_secret_not_told() {
    assertWrong(Map.of("EDGE", "yes"), "EDGE_SECRET");
    assertWrong(Map.of("EDGE_SECRET", "short-one"), "9 bytes");
    Edge none = Edge.read(new Settings(Map.of("EDGE", "no")));
    assertThat(none).isSameAs(Edge.NONE);
  }

  private static void assertWrong(Map<String, String> environment, String word) {
    Settings settings = new Settings(environment);
    Edge.read(settings);
    assertThatThrownBy(settings::check)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(word)
        .hasMessageNotContaining("short-one");
  }
}
