package dev.sluice.connect;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import dev.sluice.aws.AwsClients;
import dev.sluice.aws.ConnectionItems;
import dev.sluice.aws.CounterItems;
import dev.sluice.aws.KeyItems;
import dev.sluice.aws.Table;
import dev.sluice.gateway.Time;
import dev.sluice.log.EventLog;
import dev.sluice.settings.Renewed;
import dev.sluice.settings.SecretSource;
import dev.sluice.settings.Settings;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;

/**
 * The {@code $connect} route. A status other than 200 refuses the upgrade (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html">$connect</a>).
 * Thread-safe.
 */
public final class ConnectFunction
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private final Admission admission;
  private final EventLog log;

  /** As Lambda makes it: settings come from the environment. */
  public ConnectFunction() {
    this(System.getenv());
  }

  /**
   * With the given settings.
   *
   * @throws dev.sluice.settings.SettingsException naming all that is missing or wrong
   */
  public ConnectFunction(Map<String, String> environment) {
    Settings settings = new Settings(environment);
    String tableName = settings.required("TABLE_NAME");
    int connectsPerMinute = settings.integer("CONNECTS_PER_MINUTE", 120, 1, 1_000_000);
    AwsClients clients = new AwsClients(settings);
    Table table = new Table(clients.dynamoDb(), tableName, Time.system());
    SecretSource source = AwsClients.secrets(settings);
    Map<String, String> secrets = source.read();
    settings.complete(secrets);
    Tokens tokens = new Tokens(TokenIssuers.read(settings), Time.system());
    Edge edge = Edge.read(settings);
    settings.check();
    this.log = new EventLog(System.out);
    Renewed<Tokens> renewed =
        new Renewed<>(
            secrets,
            tokens,
            new Renewed.Parts<>(
                source,
                found -> rebuilt(environment, found),
                InstantSource.system(),
                failure -> log.error("secrets_not_renewed", Map.of(), failure)));
    this.admission =
        new Admission(
            new Admission.Parts(
                new KeyItems(table),
                renewed,
                edge,
                new ConnectionItems(table),
                new CounterItems(table),
                Time.system()),
            connectsPerMinute);
  }

  /** What checks tokens, with issuers that have changed. */
  private static Tokens rebuilt(Map<String, String> environment, Map<String, String> secrets) {
    Settings settings = new Settings(environment);
    settings.complete(secrets);
    Tokens tokens = new Tokens(TokenIssuers.read(settings), Time.system());
    settings.check();
    return tokens;
  }

  /** With the given parts, for tests. */
  ConnectFunction(Admission admission, EventLog log) {
    this.admission = admission;
    this.log = log;
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    Handshake handshake = Handshake.of(event);
    APIGatewayV2WebSocketResponse response = new APIGatewayV2WebSocketResponse();
    switch (admission.admit(handshake)) {
      case Verdict.Admitted admitted -> {
        response.setStatusCode(200);
        handshake
            .subprotocol()
            .ifPresent(chosen -> response.setHeaders(Map.of("Sec-WebSocket-Protocol", chosen)));
        log.info(
            "connected", Map.of("connection", handshake.connection(), "tenant", admitted.tenant()));
      }
      case Verdict.Refused refused -> {
        response.setStatusCode(refused.status());
        response.setHeaders(Map.of("Content-Type", "application/json"));
        response.setBody(body(refused));
        log.warn(
            "refused", Map.of("connection", handshake.connection(), "status", refused.status()));
      }
    }
    return response;
  }

  private static String body(Verdict.Refused refused) {
    return "{\"error\":{\"code\":\""
        + refused.name().toLowerCase(Locale.ROOT)
        + "\",\"message\":\""
        + refused.explanation()
        + "\"}}";
  }
}
