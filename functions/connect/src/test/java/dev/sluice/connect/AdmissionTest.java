package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.LocalDynamoDb;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.KeyHash;
import dev.sluice.session.Samples;
import dev.sluice.session.StreamId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Who may connect: known keys, from their origins, not too often. */
final class AdmissionTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final ConnectFixture fixture = new ConnectFixture(db);

  @Test
  void an_admitted_connection_is_stored_with_whose_it_is() {
    fixture.withKey();
    assertThat(
            fixture.status(
                ConnectFixture.header(fixture.query(fixture.key), "Origin", "https://a.example")))
        .isEqualTo(200);
    assertThat(fixture.stored().orElseThrow())
        .isEqualTo(
            new dev.sluice.session.Connection(
                fixture.connection,
                Samples.principal(),
                "https://a.example",
                fixture.ip,
                fixture.time.now(),
                java.util.Optional.of(KeyHash.of(fixture.key)),
                java.util.Optional.empty()));
  }

  @Test
  void without_a_token_it_is_401() {
    fixture.assertRefused(fixture.event(), 401, "no_token");
    fixture.assertRefused(fixture.query(""), 401, "no_token");
    fixture.assertRefused(fixture.query("   "), 401, "no_token");
    fixture.assertRefused(fixture.headers("Authorization", "Basic dTpw"), 401, "no_token");
    fixture.assertRefused(fixture.headers("Authorization", "Bearer "), 401, "no_token");
    fixture.assertRefused(
        fixture.headers("Sec-WebSocket-Protocol", "sluice.v1, token."), 401, "no_token");
  }

  @Test
  void an_unknown_token_is_401() {
    fixture.assertRefused(fixture.query(fixture.key), 401, "unknown_token");
    fixture.withKey();
    fixture.assertRefused(fixture.query(fixture.key + "x"), 401, "unknown_token");
    fixture.assertRefused(fixture.query(KeyHash.of(fixture.key)), 401, "unknown_token");
    fixture.assertRefused(fixture.query("x".repeat(100_000)), 401, "unknown_token");
  }

  @Test
  void a_disabled_key_is_401() {
    fixture.put(fixture.key, true);
    fixture.assertRefused(fixture.query(fixture.key), 401, "unknown_token");
  }

  @Test
  void an_expired_key_is_401() {
    fixture.withKey();
    Map<String, AttributeValue> key =
        Map.of(
            "pk", AttributeValue.fromS("KEY#" + KeyHash.of(fixture.key)),
            "sk", AttributeValue.fromS("KEY"));
    Map<String, AttributeValue> item =
        new HashMap<>(db.client().getItem(r -> r.tableName(LocalDynamoDb.TABLE).key(key)).item());
    item.put(
        "expires_at",
        AttributeValue.fromN("" + fixture.time.in(Duration.ofSeconds(1)).getEpochSecond()));
    db.client().putItem(r -> r.tableName(LocalDynamoDb.TABLE).item(item));
    assertThat(fixture.status(fixture.query(fixture.key))).isEqualTo(200);
    fixture.time.advance(Duration.ofSeconds(1));
    assertThat(fixture.status(fixture.query(fixture.key))).isEqualTo(401);
  }

  @Test
  void a_key_that_is_bound_to_origins_is_403_from_others() {
    fixture.withKey("https://shop.example", "https://www.shop.example:8443");
    for (String origin :
        new String[] {
          "https://evil.example",
          "http://shop.example",
          "https://shop.example.evil.example",
          "https://shop.example:8443",
          "https://shop.example/",
          "null",
          ""
        }) {
      fixture.assertRefused(
          ConnectFixture.header(fixture.query(fixture.key), "Origin", origin),
          403,
          "foreign_origin");
      fixture.time.advance(Duration.ofMinutes(1));
    }
    fixture.assertRefused(fixture.query(fixture.key), 403, "foreign_origin");
    for (String origin : new String[] {"https://shop.example", "https://www.shop.example:8443"}) {
      assertThat(
              fixture.status(ConnectFixture.header(fixture.query(fixture.key), "origin", origin)))
          .isEqualTo(200);
    }
  }

  @Test
  void a_key_without_origins_is_good_from_everywhere() {
    fixture.withKey();
    assertThat(fixture.status(fixture.query(fixture.key))).isEqualTo(200);
    assertThat(
            fixture.status(
                ConnectFixture.header(fixture.query(fixture.key), "Origin", "https://x.example")))
        .isEqualTo(200);
  }

  @Test
  void too_many_connections_in_a_minute_from_one_address_are_429() {
    fixture.withKey();
    for (int i = 0; i < ConnectFixture.CONNECTS_PER_MINUTE; i++) {
      assertThat(fixture.status(fixture.query(fixture.key))).isEqualTo(200);
    }
    ConnectionId next = new ConnectionId(StreamId.random().value());
    var event = ConnectFixture.event(next, fixture.ip);
    event.setQueryStringParameters(Map.of("token", fixture.key));
    assertThat(fixture.status(event)).isEqualTo(429);
    assertThat(fixture.handle(event).getBody()).contains("\"too_many\"");
    var elsewhere = ConnectFixture.event(next, "another-" + fixture.ip);
    elsewhere.setQueryStringParameters(Map.of("token", fixture.key));
    assertThat(fixture.status(elsewhere)).isEqualTo(200);
    fixture.time.advance(Duration.ofMinutes(1));
    assertThat(fixture.status(event)).isEqualTo(200);
  }

  @Test
  void guessing_keys_counts_as_connecting() {
    for (int i = 0; i < ConnectFixture.CONNECTS_PER_MINUTE; i++) {
      fixture.assertRefused(fixture.query("guess-" + i), 401, "unknown_token");
    }
    fixture.withKey();
    fixture.assertRefused(fixture.query(fixture.key), 429, "too_many");
  }

  @Test
  void a_refused_connection_writes_nothing_but_its_count() {
    fixture.status(fixture.query(fixture.key));
    assertThat(db.requests().itemsWritten()).isEqualTo(1);
    db.requests().reset();
    fixture.status(fixture.event());
    assertThat(db.requests().calls()).isZero();
  }

  @Test
  void what_is_logged_holds_ids_and_no_token() {
    fixture.withKey();
    fixture.status(fixture.query(fixture.key));
    fixture.status(fixture.query("other-" + fixture.key));
    assertThat(fixture.logged().lines()).hasSize(2);
    assertThat(fixture.logged())
        .contains("\"event\":\"connected\"", "\"event\":\"refused\"", fixture.connection.value())
        .doesNotContain(fixture.key);
  }
}
