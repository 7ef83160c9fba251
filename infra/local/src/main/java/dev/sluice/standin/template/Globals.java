package dev.sluice.standin.template;

import static dev.sluice.standin.template.ResourceTypes.FUNCTION;
import static dev.sluice.standin.template.ResourceTypes.SAM_API;
import static dev.sluice.standin.template.ResourceTypes.SIMPLE_TABLE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * SAM's {@code Globals}: values win over globals, maps are merged, lists are appended to the global
 * one.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html">Globals</a>
 */
final class Globals {
  private static final Map<String, String> SECTIONS =
      Map.of(FUNCTION, "Function", SAM_API, "WebSocketApi", SIMPLE_TABLE, "SimpleTable");

  private Globals() {}

  /** Changes the template's resources. */
  static void apply(ObjectNode template) {
    JsonNode globals = template.path("Globals");
    for (JsonNode resource : template.path("Resources")) {
      String section = SECTIONS.getOrDefault(resource.path("Type").asText(), "");
      if (globals.path(section).isObject() && resource instanceof ObjectNode object) {
        object.set("Properties", merge(globals.get(section), resource.path("Properties")));
      }
    }
  }

  private static JsonNode merge(JsonNode global, JsonNode own) {
    if (global instanceof ObjectNode all && own instanceof ObjectNode some && !isCall(own)) {
      ObjectNode merged = all.deepCopy();
      some.properties()
          .forEach(
              field ->
                  merged.set(field.getKey(), merge(all.path(field.getKey()), field.getValue())));
      return merged;
    }
    if (global instanceof ArrayNode first && own instanceof ArrayNode second) {
      return JsonNodeFactory.instance.arrayNode().addAll(first).addAll(second);
    }
    return own instanceof MissingNode ? global : own;
  }

  private static boolean isCall(JsonNode node) {
    return node.size() == 1 && (node.has("Ref") || node.fieldNames().next().startsWith("Fn::"));
  }
}
