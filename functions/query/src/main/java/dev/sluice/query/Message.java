package dev.sluice.query;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import dev.sluice.session.ConnectionId;
import java.time.Instant;
import java.util.Optional;

/**
 * A text message as the gateway hands it over.
 *
 * @param receivedAt the gateway's time, {@code requestTimeEpoch}
 */
record Message(ConnectionId connection, Instant receivedAt, String body) {
  static Message of(APIGatewayV2WebSocketEvent event) {
    return new Message(
        new ConnectionId(event.getRequestContext().getConnectionId()),
        Instant.ofEpochMilli(event.getRequestContext().getRequestTimeEpoch()),
        Optional.ofNullable(event.getBody()).orElse(""));
  }
}
