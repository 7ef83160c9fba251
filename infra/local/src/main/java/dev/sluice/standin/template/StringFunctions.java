package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code Fn::Sub}, {@code Fn::Join} and {@code Fn::Split}. */
final class StringFunctions {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

  private final UnaryOperator<JsonNode> resolve;
  private final Evaluator.Names names;

  StringFunctions(UnaryOperator<JsonNode> resolve, Evaluator.Names names) {
    this.resolve = resolve;
    this.names = names;
  }

  /** {@code ${Name}}, {@code ${Resource.Attribute}}, own variables, and {@code ${!Literal}}. */
  JsonNode sub(JsonNode argument) {
    JsonNode text = argument.isArray() ? argument.path(0) : argument;
    JsonNode own = argument.path(1);
    if (!text.isTextual()) {
      throw new TemplateException("Expected Fn::Sub with a text but got " + argument);
    }
    Matcher matcher = VARIABLE.matcher(text.textValue());
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(
          result, Matcher.quoteReplacement(variable(matcher.group(1).strip(), own)));
    }
    return JSON.textNode(matcher.appendTail(result).toString());
  }

  private String variable(String name, JsonNode own) {
    if (name.startsWith("!")) {
      return "${" + name.substring(1) + "}";
    }
    if (own.has(name)) {
      return resolve.apply(own.get(name)).asText();
    }
    if (!name.contains(".")) {
      return names.ref(name).asText();
    }
    JsonNode pair = dotted(name);
    return names.attribute(pair.get(0).asText(), pair.get(1).asText()).asText();
  }

  /** {@code a.b.c} as {@code [a, b.c]}. */
  JsonNode dotted(String name) {
    ArrayNode pair = JSON.arrayNode();
    for (String part : name.split("\\.", 2)) {
      pair.add(part);
    }
    return pair;
  }

  /** The items of the second argument with the first between them. */
  JsonNode join(JsonNode arguments) {
    return JSON.textNode(
        resolve
            .apply(arguments.get(1))
            .valueStream()
            .map(JsonNode::asText)
            .collect(Collectors.joining(arguments.get(0).asText())));
  }

  /** The parts of the second argument between occurrences of the first. */
  JsonNode split(JsonNode arguments) {
    ArrayNode parts = JSON.arrayNode();
    String text = resolve.apply(arguments.get(1)).asText();
    for (String part : text.split(Pattern.quote(arguments.get(0).asText()), -1)) {
      parts.add(part);
    }
    return parts;
  }
}
