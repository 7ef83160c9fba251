package dev.sluice.connect;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import dev.sluice.aws.AwsClients;
import dev.sluice.aws.ConnectionItems;
import dev.sluice.aws.Table;
import dev.sluice.gateway.Time;
import dev.sluice.log.EventLog;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.ConnectionStore;
import dev.sluice.settings.Settings;
import java.util.Map;

/**
 * The {@code $disconnect} route: forgets the connection. The gateway calls it as well as it can, so
 * nothing depends on it. Thread-safe.
 */
public final class DisconnectFunction
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private final ConnectionStore connections;
  private final EventLog log;

  /** As Lambda makes it: settings come from the environment. */
  public DisconnectFunction() {
    this(System.getenv());
  }

  /**
   * With the given settings.
   *
   * @throws dev.sluice.settings.SettingsException naming all that is missing or wrong
   */
  public DisconnectFunction(Map<String, String> environment) {
    Settings settings = new Settings(environment);
    String tableName = settings.required("TABLE_NAME");
    AwsClients clients = new AwsClients(settings);
    this.connections = new ConnectionItems(new Table(clients.dynamoDb(), tableName, Time.system()));
    settings.check();
    this.log = new EventLog(System.out);
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    ConnectionId connection = new ConnectionId(event.getRequestContext().getConnectionId());
    connections.delete(connection);
    log.info("disconnected", Map.of("connection", connection));
    APIGatewayV2WebSocketResponse response = new APIGatewayV2WebSocketResponse();
    response.setStatusCode(200);
    return response;
  }
}
