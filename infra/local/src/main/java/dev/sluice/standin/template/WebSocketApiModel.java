package dev.sluice.standin.template;

import java.util.Map;
import java.util.Optional;

/**
 * The WebSocket API of the template with its one stage.
 *
 * @param apiId ten characters
 * @param arn of its stage: routes and connections are below it
 * @param stage the stage's name
 * @param routeSelectionExpression such as {@code $request.body.action}
 * @param routes by route key
 * @param throttle the bucket of routes that have none of their own
 * @param stageVariables given to functions in the event, where there are any
 */
public record WebSocketApiModel(
    String apiId,
    String arn,
    String stage,
    String routeSelectionExpression,
    Map<String, RouteModel> routes,
    Optional<Throttle> throttle,
    Map<String, String> stageVariables) {
  /** Copies the collections. */
  public WebSocketApiModel {
    routes = Map.copyOf(routes);
    stageVariables = Map.copyOf(stageVariables);
  }
}
