package dev.sluice.standin.template;

import static dev.sluice.standin.template.ResourceTypes.API;
import static dev.sluice.standin.template.ResourceTypes.INTEGRATION;
import static dev.sluice.standin.template.ResourceTypes.PERMISSION;
import static dev.sluice.standin.template.ResourceTypes.ROUTE;
import static dev.sluice.standin.template.ResourceTypes.SAM_API;
import static dev.sluice.standin.template.ResourceTypes.STAGE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns SAM's short form of a WebSocket API into the plain CloudFormation resources that SAM's
 * translator makes of it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-websocketapi.html">AWS::Serverless::WebSocketApi</a>
 */
final class SamExpansion {
  private static final Set<String> USED =
      Set.of(
          "Name",
          "StageName",
          "RouteSelectionExpression",
          "Routes",
          "RouteSettings",
          "DefaultRouteSettings",
          "StageVariables",
          "Auth");
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "AccessLogSettings",
          "ApiKeySelectionExpression",
          "DisableExecuteApiEndpoint",
          "DisableSchemaValidation",
          "Domain",
          "IpAddressType");

  private SamExpansion() {}

  /** The resources with every SAM API replaced; property values stay unresolved. */
  static ObjectNode expand(ObjectNode resources) {
    ObjectNode expanded = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> resource : resources.properties()) {
      if (resource.getValue().path("Type").asText().equals(SAM_API)) {
        api(expanded, resource.getKey(), resource.getValue().path("Properties"));
      } else {
        expanded.set(resource.getKey(), resource.getValue());
      }
    }
    return expanded;
  }

  private static void api(ObjectNode expanded, String id, JsonNode sam) {
    Properties properties = Properties.of(id, sam);
    properties.allow(USED, WITHOUT_EFFECT);
    if (!sam.path("Auth").path("AuthType").asText("NONE").equals("NONE")) {
      throw properties.refused("Auth", "absent");
    }
    ObjectNode api = add(expanded, id, API);
    api.put("ProtocolType", "WEBSOCKET");
    copy(sam, api, List.of("Name", "RouteSelectionExpression"));
    ObjectNode stage = add(expanded, id + "Stage", STAGE);
    stage.set("ApiId", call("Ref", id));
    stage.put("StageName", "default");
    copy(
        sam,
        stage,
        List.of("StageName", "RouteSettings", "DefaultRouteSettings", "StageVariables"));
    sam.path("Routes")
        .properties()
        .forEach(route -> route(expanded, id, route.getKey(), route.getValue()));
  }

  private static void route(ObjectNode expanded, String api, String key, JsonNode sam) {
    Properties.of(api + ".Routes." + key, sam)
        .allow(
            Set.of("FunctionArn", "IntegrationTimeout", "RouteResponseSelectionExpression"),
            Set.of("OperationName"));
    String id = api + Character.toUpperCase(key.replace("$", "").charAt(0)) + rest(key);
    ObjectNode integration = add(expanded, id + "Integration", INTEGRATION);
    integration.set("ApiId", call("Ref", api));
    integration.put("IntegrationType", "AWS_PROXY");
    integration.set("IntegrationUri", sam.path("FunctionArn"));
    if (sam.has("IntegrationTimeout")) {
      integration.set("TimeoutInMillis", sam.get("IntegrationTimeout"));
    }
    ObjectNode route = add(expanded, id + "Route", ROUTE);
    route.set("ApiId", call("Ref", api));
    route.put("RouteKey", key);
    route.set("Target", call("Fn::Sub", "integrations/${" + id + "Integration}"));
    copy(sam, route, List.of("RouteResponseSelectionExpression"));
    ObjectNode permission = add(expanded, id + "Permission", PERMISSION);
    permission.put("Action", "lambda:InvokeFunction").put("Principal", "apigateway.amazonaws.com");
    permission.set("FunctionName", sam.path("FunctionArn"));
    String resource = "${AWS::Region}:${AWS::AccountId}:${" + api + "}/${" + api + "Stage}/" + key;
    permission.set("SourceArn", call("Fn::Sub", "arn:${AWS::Partition}:execute-api:" + resource));
  }

  private static String rest(String key) {
    return key.replace("$", "").substring(1);
  }

  private static ObjectNode add(ObjectNode expanded, String id, String type) {
    ObjectNode resource = expanded.putObject(id);
    resource.put("Type", type);
    return resource.putObject("Properties");
  }

  private static void copy(JsonNode from, ObjectNode to, List<String> names) {
    names.stream().filter(from::has).forEach(name -> to.set(name, from.get(name)));
  }

  private static ObjectNode call(String function, String argument) {
    return JsonNodeFactory.instance.objectNode().put(function, argument);
  }
}
