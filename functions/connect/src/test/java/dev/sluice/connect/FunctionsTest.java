package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aws.LocalDynamoDb;
import dev.sluice.settings.SettingsException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The functions as Lambda makes them, from an environment. */
final class FunctionsTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final ConnectFixture fixture = new ConnectFixture(db).withKey();

  @Test
  void a_connection_lives_from_connect_to_disconnect() {
    ConnectFunction connect = new ConnectFunction(db.environment());
    assertThat(connect.handleRequest(fixture.query(fixture.key), null).getStatusCode())
        .isEqualTo(200);
    assertThat(fixture.stored()).isPresent();
    DisconnectFunction disconnect = new DisconnectFunction(db.environment());
    assertThat(disconnect.handleRequest(fixture.event(), null).getStatusCode()).isEqualTo(200);
    assertThat(fixture.stored()).isEmpty();
    assertThat(disconnect.handleRequest(fixture.event(), null).getStatusCode()).isEqualTo(200);
  }

  @Test
  void connecting_says_all_that_is_wrong_with_its_settings() {
    assertWrong(ConnectFunction::new, "TABLE_NAME", "CONNECTS_PER_MINUTE", "DYNAMODB");
  }

  @Test
  void disconnecting_says_all_that_is_wrong_with_its_settings() {
    assertWrong(DisconnectFunction::new, "TABLE_NAME", "DYNAMODB");
  }

  private static void assertWrong(
      Function<Map<String, String>, Object> function, String... problems) {
    Map<String, String> environment = new HashMap<>(db.environment());
    environment.remove("TABLE_NAME");
    environment.put("CONNECTS_PER_MINUTE", "0");
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", "127.0.0.1:8000");
    assertThatThrownBy(() -> function.apply(environment))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(problems);
  }
}
