package dev.sluice.standin.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standin.template.WebSocketApiModel;
import java.nio.charset.StandardCharsets;

/**
 * The events that a function is given through a proxy integration.
 *
 * @param api the API that they come from
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html">Setting
 *     up a WebSocket API integration request</a>
 */
record Events(WebSocketApiModel api) {
  /** The event of {@code $connect}: headers and query string, no body. */
  byte[] connect(RequestContext context, Handshake handshake) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    handshake.putHeaders(event);
    handshake.putQuery(event);
    return finish(event, contextOf(context));
  }

  /** The event of a message: its text, no headers. */
  byte[] message(RequestContext context, String messageId, String body) {
    ObjectNode requestContext = contextOf(context);
    requestContext.put("messageId", messageId);
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.set("requestContext", requestContext);
    putStageVariables(event);
    return bytes(event.put("body", body).put("isBase64Encoded", false));
  }

  /** The event of {@code $disconnect}: why the connection ended, and three headers. */
  byte[] disconnect(RequestContext context, int code, String reason) {
    ObjectNode requestContext = contextOf(context);
    requestContext.put("disconnectStatusCode", code).put("disconnectReason", reason);
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    ObjectNode headers = event.putObject("headers");
    ObjectNode all = event.putObject("multiValueHeaders");
    headers.put("Host", context.client().domainName()).put("x-api-key", "");
    headers.put("X-Forwarded-For", "").put("x-restapi", "");
    headers
        .properties()
        .forEach(header -> all.putArray(header.getKey()).add(header.getValue().asText()));
    return finish(event, requestContext);
  }

  /** The variables that templates see as {@code $context}. */
  ObjectNode contextOf(RequestContext context) {
    return context.json(api.apiId(), api.stage());
  }

  private byte[] finish(ObjectNode event, ObjectNode requestContext) {
    event.set("requestContext", requestContext);
    putStageVariables(event);
    return bytes(event.put("isBase64Encoded", false));
  }

  private void putStageVariables(ObjectNode event) {
    if (!api.stageVariables().isEmpty()) {
      ObjectNode variables = event.putObject("stageVariables");
      api.stageVariables().forEach(variables::put);
    }
  }

  private static byte[] bytes(ObjectNode event) {
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }
}
