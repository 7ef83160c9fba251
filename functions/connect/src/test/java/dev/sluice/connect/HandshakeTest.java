package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import dev.sluice.aws.LocalDynamoDb;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where a token may travel, and what is answered to it. */
final class HandshakeTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final ConnectFixture fixture = new ConnectFixture(db).withKey();
  private final String key = fixture.key;

  @Test
  void in_the_query_string() {
    APIGatewayV2WebSocketResponse response = fixture.handle(fixture.query(key));
    assertThat(response.getStatusCode()).isEqualTo(200);
    assertThat(response.getHeaders()).isNull();
    assertThat(fixture.stored()).isPresent();
  }

  @Test
  void in_the_authorization_header_whatever_its_case() {
    assertThat(fixture.status(fixture.headers("Authorization", "Bearer " + key))).isEqualTo(200);
    assertThat(fixture.status(fixture.headers("authorization", "bearer  " + key + " ")))
        .isEqualTo(200);
  }

  @Test
  void beside_the_subprotocol_which_alone_is_sent_back() {
    for (String offered :
        new String[] {
          "sluice.v1, token." + key, "token." + key + ",sluice.v1", "x, sluice.v1 ,token." + key
        }) {
      APIGatewayV2WebSocketResponse response =
          fixture.handle(fixture.headers("Sec-WebSocket-Protocol", offered));
      assertThat(response.getStatusCode()).isEqualTo(200);
      assertThat(response.getHeaders()).isEqualTo(Map.of("Sec-WebSocket-Protocol", "sluice.v1"));
    }
  }

  @Test
  void a_subprotocol_of_ours_is_accepted_with_a_token_from_elsewhere() {
    APIGatewayV2WebSocketEvent event =
        ConnectFixture.header(fixture.query(key), "sec-websocket-protocol", "sluice.v1");
    assertThat(fixture.handle(event).getHeaders())
        .isEqualTo(Map.of("Sec-WebSocket-Protocol", "sluice.v1"));
  }

  @Test
  void a_foreign_subprotocol_is_not_accepted() {
    APIGatewayV2WebSocketEvent event =
        ConnectFixture.header(
            fixture.query(key), "Sec-WebSocket-Protocol", "graphql-ws, sluice.v2");
    APIGatewayV2WebSocketResponse response = fixture.handle(event);
    assertThat(response.getStatusCode()).isEqualTo(200);
    assertThat(response.getHeaders()).isNull();
  }

  @Test
  void the_query_string_goes_before_the_header_and_that_before_the_subprotocol() {
    assertThat(
            fixture.status(
                ConnectFixture.header(fixture.query("unknown"), "Authorization", "Bearer " + key)))
        .isEqualTo(401);
    assertThat(
            fixture.status(
                fixture.headers(
                    "Authorization",
                    "Bearer unknown",
                    "Sec-WebSocket-Protocol",
                    "sluice.v1, token." + key)))
        .isEqualTo(401);
  }

  @Test
  void an_empty_token_is_none_so_that_the_next_place_counts() {
    assertThat(
            fixture.status(
                ConnectFixture.header(fixture.query(""), "Authorization", "Bearer " + key)))
        .isEqualTo(200);
    assertThat(
            fixture.status(
                fixture.headers(
                    "Authorization",
                    "Bearer ",
                    "Sec-WebSocket-Protocol",
                    "sluice.v1, token." + key)))
        .isEqualTo(200);
  }

  @Test
  void plus_signs_that_the_query_string_turned_into_spaces_are_plus_signs_again() {
    String plus = "a+b+" + key;
    fixture.put(plus, false);
    assertThat(fixture.status(fixture.query(plus.replace('+', ' ')))).isEqualTo(200);
    assertThat(fixture.status(fixture.query(plus))).isEqualTo(200);
    assertThat(fixture.status(fixture.query(plus.replace('+', '-')))).isEqualTo(401);
  }

  @Test
  void what_the_gateway_leaves_out_is_no_error() {
    APIGatewayV2WebSocketEvent event = fixture.query(key);
    event.getRequestContext().setIdentity(null);
    assertThat(fixture.status(event)).isEqualTo(200);
    assertThat(fixture.stored().orElseThrow().sourceIp()).isEmpty();
    assertThat(fixture.stored().orElseThrow().origin()).isEmpty();
  }
}
