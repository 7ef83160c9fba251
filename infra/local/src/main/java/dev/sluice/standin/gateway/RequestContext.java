package dev.sluice.standin.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One request to a route, and the {@code requestContext} that functions and templates see of it.
 *
 * @param client who sent it
 * @param routeKey where it goes
 * @param eventType {@code CONNECT}, {@code MESSAGE} or {@code DISCONNECT}
 * @param requestId its id
 * @param timeMillis when it came
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html">WebSocket
 *     API mapping template reference: $context</a>
 */
record RequestContext(
    Client client, String routeKey, String eventType, String requestId, long timeMillis) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** The object in the order in which API Gateway writes it. */
  ObjectNode json(String apiId, String stage) {
    ObjectNode context = JsonNodeFactory.instance.objectNode();
    context.put("routeKey", routeKey);
    context.put("eventType", eventType);
    context.put("extendedRequestId", requestId);
    context.put("requestTime", TIME.format(Instant.ofEpochMilli(timeMillis)));
    context.put("messageDirection", "IN");
    context.put("stage", stage);
    context.put("connectedAt", client.connectedAt().toEpochMilli());
    context.put("requestTimeEpoch", timeMillis);
    ObjectNode identity = context.putObject("identity");
    if (!client.userAgent().isEmpty()) {
      identity.put("userAgent", client.userAgent());
    }
    identity.put("sourceIp", client.sourceIp());
    context.put("requestId", requestId);
    context.put("domainName", client.domainName());
    context.put("connectionId", client.connectionId());
    context.put("apiId", apiId);
    return context;
  }
}
