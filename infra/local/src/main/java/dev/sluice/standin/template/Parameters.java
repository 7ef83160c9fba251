package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The values of a template's parameters: the given ones, else the defaults.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html">Parameters</a>
 */
final class Parameters {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Parameters() {}

  /**
   * @throws TemplateException naming every parameter that has no value, a value that is not
   *     allowed, or that the template does not declare
   */
  static Map<String, JsonNode> values(JsonNode declarations, Map<String, String> given) {
    List<String> problems = new ArrayList<>();
    given.keySet().stream()
        .filter(name -> !declarations.has(name))
        .sorted()
        .forEach(name -> problems.add(name + " is not a parameter of the template"));
    Map<String, JsonNode> values = new HashMap<>();
    for (Map.Entry<String, JsonNode> declaration : declarations.properties()) {
      String name = declaration.getKey();
      JsonNode rules = declaration.getValue();
      if (!given.containsKey(name) && !rules.has("Default")) {
        problems.add(name + " has no default and was not given");
        continue;
      }
      String text = given.getOrDefault(name, rules.path("Default").asText());
      if (!allowed(rules, text)) {
        problems.add(name + " does not allow '" + text + "'");
      }
      values.put(name, typed(name, rules.path("Type").asText("String"), text));
    }
    if (!problems.isEmpty()) {
      throw new TemplateException("Parameters: " + String.join("; ", problems));
    }
    return values;
  }

  private static boolean allowed(JsonNode rules, String text) {
    JsonNode choices = rules.path("AllowedValues");
    if (!choices.isMissingNode()
        && choices.valueStream().noneMatch(choice -> choice.asText().equals(text))) {
      return false;
    }
    if (rules.path("Type").asText().equals("Number") && !text.matches("-?\\d+(\\.\\d+)?")) {
      return false;
    }
    String pattern = rules.path("AllowedPattern").asText("");
    return pattern.isEmpty() || Pattern.matches(pattern, text);
  }

  private static JsonNode typed(String name, String type, String text) {
    if (type.startsWith("AWS::SSM::")) {
      throw new TemplateException(
          "The parameter " + name + " is of type " + type + ", which is not available locally");
    }
    if (!type.equals("CommaDelimitedList") && !type.startsWith("List<")) {
      return JSON.textNode(text);
    }
    ArrayNode items = JSON.arrayNode();
    for (String item : text.split(",", -1)) {
      items.add(item.strip());
    }
    return items;
  }
}
