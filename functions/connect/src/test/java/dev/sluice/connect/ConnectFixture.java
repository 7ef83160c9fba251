package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.aws.ConnectionItems;
import dev.sluice.aws.CounterItems;
import dev.sluice.aws.KeyItems;
import dev.sluice.aws.LocalDynamoDb;
import dev.sluice.frame.Json;
import dev.sluice.gateway.FakeTime;
import dev.sluice.log.EventLog;
import dev.sluice.session.ApiKey;
import dev.sluice.session.Connection;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.KeyHash;
import dev.sluice.session.Samples;
import dev.sluice.session.StreamId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A connect function over the real adapters, keys for it, and handshakes as the gateway tells. */
final class ConnectFixture {
  static final int CONNECTS_PER_MINUTE = 5;

  final FakeTime time = new FakeTime();
  final ConnectionId connection = new ConnectionId(StreamId.random().value());
  final String ip = StreamId.random().value();
  final String key = "sk-" + StreamId.random();
  final KeyItems keys;

  private final ConnectionItems connections;
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final ConnectFunction function;

  ConnectFixture(LocalDynamoDb db, TokenIssuer... issuers) {
    this(db, Edge.NONE, issuers);
  }

  ConnectFixture(LocalDynamoDb db, Edge edge, TokenIssuer... issuers) {
    Tokens tokens = new Tokens(List.of(issuers), time);
    this.keys = new KeyItems(db.table(time));
    this.connections = new ConnectionItems(db.table(time));
    this.function =
        new ConnectFunction(
            new Admission(
                new Admission.Parts(
                    keys, () -> tokens, edge, connections, new CounterItems(db.table(time)), time),
                CONNECTS_PER_MINUTE),
            new EventLog(new PrintStream(logged, true, StandardCharsets.UTF_8)));
  }

  ConnectFixture withKey(String... origins) {
    put(key, false, origins);
    return this;
  }

  void put(String value, boolean disabled, String... origins) {
    keys.put(
        new ApiKey(
            KeyHash.of(value),
            "label",
            Samples.principal(),
            List.of(origins),
            disabled,
            time.now()));
  }

  /** A handshake without anything that says who it is. */
  APIGatewayV2WebSocketEvent event() {
    return event(connection, ip);
  }

  static APIGatewayV2WebSocketEvent event(ConnectionId connection, String ip) {
    APIGatewayV2WebSocketEvent.RequestIdentity identity =
        new APIGatewayV2WebSocketEvent.RequestIdentity();
    identity.setSourceIp(ip);
    APIGatewayV2WebSocketEvent.RequestContext context =
        new APIGatewayV2WebSocketEvent.RequestContext();
    context.setConnectionId(connection.value());
    context.setIdentity(identity);
    APIGatewayV2WebSocketEvent event = new APIGatewayV2WebSocketEvent();
    event.setRequestContext(context);
    return event;
  }

  APIGatewayV2WebSocketEvent query(String token) {
    APIGatewayV2WebSocketEvent event = event();
    event.setQueryStringParameters(Map.of("token", token));
    return event;
  }

  APIGatewayV2WebSocketEvent headers(String... namesAndValues) {
    return header(event(), namesAndValues);
  }

  static APIGatewayV2WebSocketEvent header(
      APIGatewayV2WebSocketEvent event, String... namesAndValues) {
    Map<String, String> headers = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    event.setHeaders(headers);
    return event;
  }

  APIGatewayV2WebSocketResponse handle(APIGatewayV2WebSocketEvent event) {
    return function.handleRequest(event, null);
  }

  int status(APIGatewayV2WebSocketEvent event) {
    return handle(event).getStatusCode();
  }

  Optional<Connection> stored() {
    return connections.get(connection);
  }

  String logged() {
    return logged.toString(StandardCharsets.UTF_8);
  }

  /** The connection is refused with the status, a JSON body that says why, and not stored. */
  void assertRefused(APIGatewayV2WebSocketEvent event, int status, String code) {
    APIGatewayV2WebSocketResponse response = handle(event);
    assertThat(response.getStatusCode()).isEqualTo(status);
    assertThat(response.getHeaders()).containsEntry("Content-Type", "application/json");
    JsonNode error = json(response.getBody()).get("error");
    assertThat(error.get("code").textValue()).isEqualTo(code);
    assertThat(error.get("message").textValue()).isNotBlank();
    assertThat(stored()).isEmpty();
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Expected JSON but got " + text, e);
    }
  }
}
