package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Evaluates CloudFormation's intrinsic functions in a tree of long-form calls. Not thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html">Intrinsic
 *     function reference</a>
 */
final class Evaluator {
  /** What a name in {@code Ref} or {@code Fn::GetAtt} stands for. */
  interface Names {
    /** The value of {@code Ref}; a missing node for {@code AWS::NoValue}. */
    JsonNode ref(String name);

    /** The value of {@code Fn::GetAtt}. */
    JsonNode attribute(String logicalId, String attribute);
  }

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Names names;
  private final JsonNode conditions;
  private final JsonNode mappings;
  private final StringFunctions strings;
  private final Map<String, Boolean> evaluated = new HashMap<>();
  private final Set<String> underWay = new HashSet<>();

  /**
   * An evaluator over the template's {@code Conditions} and {@code Mappings}, either may be
   * missing.
   */
  Evaluator(Names names, JsonNode conditions, JsonNode mappings) {
    this.names = names;
    this.conditions = conditions;
    this.mappings = mappings;
    this.strings = new StringFunctions(this::resolve, names);
  }

  /**
   * The tree without any call; what {@code AWS::NoValue} stood for is absent.
   *
   * @throws TemplateException for a function that is not known or that has the wrong arguments
   */
  JsonNode resolve(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode items = JSON.arrayNode();
      array.forEach(item -> addUnlessMissing(items, resolve(item)));
      return items;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    if (object.size() == 1) {
      Map.Entry<String, JsonNode> only = object.properties().iterator().next();
      if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
        return call(only.getKey(), only.getValue());
      }
    }
    ObjectNode fields = JSON.objectNode();
    object
        .properties()
        .forEach(
            field -> {
              JsonNode value = resolve(field.getValue());
              if (!value.isMissingNode()) {
                fields.set(field.getKey(), value);
              }
            });
    return fields;
  }

  /** The value of a named condition. */
  boolean condition(String name) {
    Boolean known = evaluated.get(name);
    if (known != null) {
      return known;
    }
    if (!conditions.has(name)) {
      throw new TemplateException("There is no condition '" + name + "'");
    }
    if (!underWay.add(name)) {
      throw new TemplateException("The condition '" + name + "' depends on itself");
    }
    boolean value = truth(conditions.get(name));
    underWay.remove(name);
    evaluated.put(name, value);
    return value;
  }

  private JsonNode call(String function, JsonNode argument) {
    return switch (function) {
      case "Ref" -> names.ref(argument.asText());
      case "Fn::GetAtt" -> attribute(argument);
      case "Fn::If" -> choose(arguments(function, argument, 3));
      case "Fn::FindInMap" -> findInMap(arguments(function, argument, 3));
      case "Fn::Select" -> select(arguments(function, argument, 2));
      case "Fn::Sub" -> strings.sub(argument);
      case "Fn::Join" -> strings.join(arguments(function, argument, 2));
      case "Fn::Split" -> strings.split(arguments(function, argument, 2));
      case "Fn::Equals", "Fn::Not", "Fn::And", "Fn::Or" ->
          JSON.booleanNode(logic(function, argument));
      default -> throw new TemplateException("The function " + function + " is not supported");
    };
  }

  private JsonNode attribute(JsonNode argument) {
    JsonNode pair = argument.isTextual() ? strings.dotted(argument.textValue()) : argument;
    if (pair.size() != 2) {
      throw new TemplateException("Expected Fn::GetAtt with a resource and an attribute");
    }
    return names.attribute(pair.get(0).asText(), resolve(pair.get(1)).asText());
  }

  private JsonNode choose(JsonNode arguments) {
    return resolve(arguments.get(condition(arguments.get(0).asText()) ? 1 : 2));
  }

  private JsonNode select(JsonNode arguments) {
    int index = resolve(arguments.get(0)).asInt();
    JsonNode item = resolve(arguments.get(1)).path(index);
    if (item.isMissingNode()) {
      throw new TemplateException("Fn::Select found nothing at index " + index);
    }
    return item;
  }

  private JsonNode findInMap(JsonNode keys) {
    JsonNode found = mappings;
    for (JsonNode key : keys) {
      found = found.path(resolve(key).asText());
    }
    if (found.isMissingNode()) {
      throw new TemplateException("Fn::FindInMap found nothing for " + keys);
    }
    return found;
  }

  private boolean truth(JsonNode node) {
    if (node.size() == 1 && node.path("Condition").isTextual()) {
      return condition(node.get("Condition").textValue());
    }
    if (node.size() == 1 && node.isObject()) {
      String function = node.fieldNames().next();
      return logic(function, node.get(function));
    }
    throw new TemplateException("Expected a condition but got " + node);
  }

  private boolean logic(String function, JsonNode argument) {
    return switch (function) {
      case "Fn::Equals" -> {
        JsonNode pair = arguments(function, argument, 2);
        // parameters are strings whatever their type: 0 equals "0"
        yield resolve(pair.get(0)).asText().equals(resolve(pair.get(1)).asText());
      }
      case "Fn::Not" -> !truth(arguments(function, argument, 1).get(0));
      case "Fn::And" -> argument.valueStream().allMatch(this::truth);
      case "Fn::Or" -> argument.valueStream().anyMatch(this::truth);
      default ->
          throw new TemplateException("The function " + function + " is not one of a condition");
    };
  }

  private static JsonNode arguments(String function, JsonNode argument, int count) {
    if (argument.isArray() && argument.size() == count) {
      return argument;
    }
    throw new TemplateException(
        "Expected " + function + " with " + count + " arguments but got " + argument);
  }

  private static void addUnlessMissing(ArrayNode items, JsonNode value) {
    if (!(value instanceof MissingNode)) {
      items.add(value);
    }
  }
}
