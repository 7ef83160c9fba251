package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks of a template as a whole, before its resources are read. */
final class TemplateShape {
  private static final Set<String> SECTIONS =
      Set.of(
          "AWSTemplateFormatVersion",
          "Transform",
          "Description",
          "Metadata",
          "Parameters",
          "Mappings",
          "Conditions",
          "Rules",
          "Globals",
          "Resources",
          "Outputs");
  private static final String SAM = "AWS::Serverless-2016-10-31";

  private TemplateShape() {}

  /** Refuses unknown sections and transforms, and a template without resources. */
  static void check(ObjectNode template) {
    for (Map.Entry<String, JsonNode> section : template.properties()) {
      if (!SECTIONS.contains(section.getKey())) {
        throw new TemplateException("The section " + section.getKey() + " is not supported");
      }
    }
    JsonNode transform = template.path("Transform");
    List<String> transforms =
        transform.isArray()
            ? transform.valueStream().map(JsonNode::asText).toList()
            : List.of(transform.asText(SAM));
    if (transform.isMissingNode() && hasSam(template.path("Resources"))) {
      throw new TemplateException("Expected Transform: " + SAM + ", which the types need");
    }
    if (!transforms.equals(List.of(SAM))) {
      throw new TemplateException("Expected the transform " + SAM + " but got " + transform);
    }
    if (!template.path("Resources").isObject()) {
      throw new TemplateException("The template has no Resources");
    }
  }

  private static boolean hasSam(JsonNode resources) {
    return resources
        .valueStream()
        .anyMatch(resource -> resource.path("Type").asText().startsWith("AWS::Serverless::"));
  }

  /** Removes the resources whose condition is not met. */
  static void dropUnmet(ObjectNode resources, Evaluator evaluator) {
    resources.removeIf(
        resource ->
            resource.has("Condition") && !evaluator.condition(resource.get("Condition").asText()));
  }

  /** Refuses, in one message, the types that are neither run nor without effect locally. */
  static void checkTypes(ObjectNode resources) {
    List<String> others =
        resources
            .propertyStream()
            .filter(resource -> !known(resource.getValue().path("Type").asText()))
            .map(r -> r.getKey() + " (" + r.getValue().path("Type").asText("no type") + ")")
            .toList();
    if (!others.isEmpty()) {
      throw new TemplateException(
          "These resources are not available locally: " + String.join(", ", others));
    }
  }

  private static boolean known(String type) {
    return ResourceTypes.RUN.contains(type) || ResourceTypes.WITHOUT_EFFECT.contains(type);
  }
}
