package dev.sluice.standin.template;

import static dev.sluice.standin.template.ResourceTypes.INTEGRATION_RESPONSE;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code AWS::ApiGatewayV2::Integration} and its responses. */
final class IntegrationReader {
  private static final Pattern FUNCTION_ARN =
      Pattern.compile("(?:.*/functions/)?(arn:[^/]+:function:[^/]+?)(?:/invocations)?");

  private final List<Resource> resources;

  IntegrationReader(List<Resource> resources) {
    this.resources = resources;
  }

  /** Integrations by the name that {@code Ref} gives. */
  Map<String, Integration> read() {
    Map<String, Integration> integrations = new HashMap<>();
    resources.stream()
        .filter(ApiReader::isIntegration)
        .forEach(resource -> integrations.put(resource.name(), integration(resource)));
    return integrations;
  }

  private Integration integration(Resource resource) {
    Properties properties = resource.properties();
    properties.allow(
        Set.of(
            "ApiId",
            "IntegrationType",
            "IntegrationUri",
            "TimeoutInMillis",
            "RequestTemplates",
            "TemplateSelectionExpression"),
        Set.of(
            "ConnectionType",
            "ContentHandlingStrategy",
            "CredentialsArn",
            "IntegrationMethod",
            "PassthroughBehavior",
            "PayloadFormatVersion"));
    return switch (properties.required("IntegrationType")) {
      case "AWS_PROXY" -> lambda(properties);
      case "MOCK" ->
          new Integration.Mock(
              properties.text("TemplateSelectionExpression").orElse("$default"),
              templates(properties.node().path("RequestTemplates")),
              responses(resource.name()));
      default -> throw properties.refused("IntegrationType", "AWS_PROXY or MOCK");
    };
  }

  private static Integration lambda(Properties properties) {
    Matcher arn = FUNCTION_ARN.matcher(properties.required("IntegrationUri"));
    if (!arn.matches()) {
      throw properties.refused("IntegrationUri", "a Lambda function");
    }
    int millis =
        properties.integer("TimeoutInMillis", (int) Integration.MAXIMUM_TIMEOUT.toMillis());
    if (millis < 50 || millis > Integration.MAXIMUM_TIMEOUT.toMillis()) {
      throw properties.refused("TimeoutInMillis", "50 to 29000");
    }
    return new Integration.LambdaProxy(arn.group(1), Duration.ofMillis(millis));
  }

  private List<Integration.MockResponse> responses(String integration) {
    return resources.stream()
        .filter(resource -> resource.type().equals(INTEGRATION_RESPONSE))
        .map(Resource::properties)
        .filter(response -> response.required("IntegrationId").equals(integration))
        .map(IntegrationReader::response)
        .toList();
  }

  private static Integration.MockResponse response(Properties properties) {
    properties.allow(
        "ApiId",
        "IntegrationId",
        "IntegrationResponseKey",
        "TemplateSelectionExpression",
        "ResponseTemplates");
    return new Integration.MockResponse(
        properties.required("IntegrationResponseKey"),
        properties.text("TemplateSelectionExpression").orElse("$default"),
        templates(properties.node().path("ResponseTemplates")));
  }

  private static Map<String, String> templates(JsonNode templates) {
    return templates
        .propertyStream()
        .collect(Collectors.toMap(Map.Entry::getKey, template -> template.getValue().asText()));
  }
}
