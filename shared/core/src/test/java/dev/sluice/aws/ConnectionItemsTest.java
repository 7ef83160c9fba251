package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.FakeTime;
import dev.sluice.session.Connection;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Limits;
import dev.sluice.session.Permission;
import dev.sluice.session.Principal;
import dev.sluice.session.Samples;
import dev.sluice.session.StreamId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections are stored, read, forgotten, and expire. */
final class ConnectionItemsTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final FakeTime time = new FakeTime();
  private final ConnectionItems connections = new ConnectionItems(db.table(time));
  private final ConnectionId id = new ConnectionId(StreamId.random().value());

  @Test
  void a_connection_comes_back_as_it_was() {
    Connection connection = Samples.connection(id, time.now());
    connections.put(connection);
    assertThat(connections.get(id)).contains(connection);
  }

  @Test
  void one_of_an_expiring_token_without_a_key_and_permissions_comes_back_too() {
    Principal principal =
        new Principal(
            Samples.TENANT,
            Samples.SUBJECT,
            Set.of(),
            false,
            Limits.DEFAULT,
            Optional.of(time.in(Duration.ofMillis(1_234))));
    Connection connection =
        new Connection(id, principal, "", "", time.now(), Optional.empty(), Optional.empty());
    connections.put(connection);
    assertThat(connections.get(id)).contains(connection);
    assertThat(principal.may(Permission.SEARCH)).isFalse();
  }

  @Test
  void a_forgotten_connection_is_absent_and_can_be_forgotten_again() {
    connections.put(Samples.connection(id, time.now()));
    connections.delete(id);
    assertThat(connections.get(id)).isEmpty();
    connections.delete(id);
  }

  @Test
  void a_connection_expires_after_two_hours_and_ten_minutes() {
    connections.put(Samples.connection(id, time.now()));
    time.advance(Duration.ofMinutes(130).minusSeconds(1));
    assertThat(connections.get(id)).isPresent();
    time.advance(Duration.ofSeconds(1));
    assertThat(connections.get(id)).isEmpty();
  }
}
