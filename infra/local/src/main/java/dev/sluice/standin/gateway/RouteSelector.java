package dev.sluice.standin.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standin.template.RouteModel;
import dev.sluice.standin.template.TemplateException;
import dev.sluice.standin.template.WebSocketApiModel;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses the route of a message. What is not JSON, or does not name a route, goes to {@code
 * $default}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html">Create
 *     routes for WebSocket APIs</a>
 */
final class RouteSelector {
  static final String DEFAULT = "$default";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Map<String, RouteModel> routes;
  private final Expression expression;

  /**
   * @throws TemplateException when the expression looks at anything but the message
   */
  RouteSelector(WebSocketApiModel api) {
    this.routes = api.routes();
    this.expression = new Expression(api.routeSelectionExpression());
    expression
        .foreignVariable("request.body")
        .ifPresent(
            variable -> {
              throw new TemplateException(
                  "Expected a RouteSelectionExpression on $request.body but got " + variable);
            });
  }

  /** The route for a message; empty when there is none, not even {@code $default}. */
  Optional<RouteModel> select(String message) {
    return key(message)
        .filter(key -> !key.startsWith("$")) // no message reaches $connect or $disconnect
        .flatMap(key -> Optional.ofNullable(routes.get(key)))
        .or(() -> Optional.ofNullable(routes.get(DEFAULT)));
  }

  private Optional<String> key(String message) {
    try {
      JsonNode body = JSON.readTree(message);
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      root.putObject("request").set("body", body);
      return expression.evaluate(root);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
