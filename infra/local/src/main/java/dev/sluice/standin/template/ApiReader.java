package dev.sluice.standin.template;

import static dev.sluice.standin.template.ResourceTypes.API;
import static dev.sluice.standin.template.ResourceTypes.INTEGRATION;
import static dev.sluice.standin.template.ResourceTypes.ROUTE;
import static dev.sluice.standin.template.ResourceTypes.ROUTE_RESPONSE;
import static dev.sluice.standin.template.ResourceTypes.STAGE;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the WebSocket API from its {@code AWS::ApiGatewayV2::*} resources.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/AWS_ApiGatewayV2.html">ApiGatewayV2
 *     resource types</a>
 */
final class ApiReader {
  private final StackIdentity identity;
  private final List<Resource> resources;

  ApiReader(StackIdentity identity, List<Resource> resources) {
    this.identity = identity;
    this.resources = resources;
  }

  /**
   * @throws TemplateException when there is more than one API or stage, or a part that is not
   *     available locally
   */
  Optional<WebSocketApiModel> read() {
    List<Resource> apis = ofType(API);
    if (apis.isEmpty()) {
      return Optional.empty();
    }
    Properties api = one(apis, "WebSocket API").properties();
    api.allow(
        Set.of("ProtocolType", "RouteSelectionExpression", "Name"),
        Set.of(
            "ApiKeySelectionExpression",
            "DisableExecuteApiEndpoint",
            "DisableSchemaValidation",
            "IpAddressType"));
    if (!api.required("ProtocolType").equals("WEBSOCKET")) {
      throw api.refused("ProtocolType", "WEBSOCKET");
    }
    Properties stage = one(ofType(STAGE), "stage").properties();
    stage.allow(
        Set.of("ApiId", "StageName", "DefaultRouteSettings", "RouteSettings", "StageVariables"),
        Set.of("AutoDeploy", "DeploymentId", "AccessLogSettings"));
    return Optional.of(
        new WebSocketApiModel(
            apis.getFirst().name(),
            identity.arn("execute-api", apis.getFirst().name() + "/" + stage.required("StageName")),
            stage.required("StageName"),
            api.required("RouteSelectionExpression"),
            routes(stage.nested("RouteSettings")),
            Throttle.read(stage.nested("DefaultRouteSettings")),
            stage
                .node()
                .path("StageVariables")
                .propertyStream()
                .collect(Collectors.toMap(Map.Entry::getKey, v -> v.getValue().asText()))));
  }

  private Map<String, RouteModel> routes(Properties settings) {
    Map<String, Integration> integrations = new IntegrationReader(resources).read();
    Set<String> answering =
        ofType(ROUTE_RESPONSE).stream()
            .filter(this::checked)
            .map(response -> response.properties().required("RouteId"))
            .collect(Collectors.toSet());
    Map<String, RouteModel> routes = new HashMap<>();
    for (Resource resource : ofType(ROUTE)) {
      Properties route = resource.properties();
      checkRoute(route);
      String key = route.required("RouteKey");
      Integration integration =
          integrations.get(route.required("Target").replaceFirst("^integrations/", ""));
      if (integration == null) {
        throw route.refused("Target", "integrations/<an integration of the template>");
      }
      boolean answers =
          answering.contains(resource.name())
              && route.text("RouteResponseSelectionExpression").isPresent();
      RouteModel model =
          new RouteModel(key, integration, answers, Throttle.read(settings.nested(key)));
      if (routes.put(key, model) != null) {
        throw new TemplateException("The route " + key + " is defined twice");
      }
    }
    checkSettings(settings.node(), routes);
    return routes;
  }

  private static void checkRoute(Properties route) {
    route.allow(
        Set.of(
            "ApiId",
            "RouteKey",
            "Target",
            "AuthorizationType",
            "ApiKeyRequired",
            "RouteResponseSelectionExpression"),
        Set.of("OperationName"));
    if (!route.text("AuthorizationType").orElse("NONE").equals("NONE")) {
      throw route.refused("AuthorizationType", "NONE");
    }
    if (!route.text("ApiKeyRequired").orElse("false").equals("false")) {
      throw route.refused("ApiKeyRequired", "false");
    }
    if (!route.text("RouteResponseSelectionExpression").orElse("$default").equals("$default")) {
      throw route.refused("RouteResponseSelectionExpression", "$default");
    }
  }

  /** CloudFormation rejects settings of a route that does not exist. */
  private static void checkSettings(JsonNode settings, Map<String, RouteModel> routes) {
    settings
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!routes.containsKey(key)) {
                throw new TemplateException("RouteSettings name the unknown route " + key);
              }
            });
  }

  private boolean checked(Resource response) {
    Properties properties = response.properties();
    properties.allow("ApiId", "RouteId", "RouteResponseKey");
    if (!properties.required("RouteResponseKey").equals("$default")) {
      throw properties.refused("RouteResponseKey", "$default");
    }
    return true;
  }

  private List<Resource> ofType(String type) {
    return resources.stream().filter(resource -> resource.type().equals(type)).toList();
  }

  private static Resource one(List<Resource> found, String what) {
    if (found.size() != 1) {
      throw new TemplateException(
          "Expected one " + what + " but got " + found.stream().map(Resource::logicalId).toList());
    }
    return found.getFirst();
  }

  static boolean isIntegration(Resource resource) {
    return resource.type().equals(INTEGRATION);
  }
}
