package dev.sluice.standin.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standin.template.TemplateException;
import java.util.Map;

/**
 * A pattern of EventBridge: every field of it must be in the event, with one of the values.
 *
 * @param pattern the pattern as the template has it
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html">Amazon
 *     EventBridge event patterns</a>
 */
record EventPattern(JsonNode pattern) {
  /**
   * @throws TemplateException when the pattern has an operator that is not available locally
   */
  EventPattern {
    check(pattern);
  }

  boolean matches(JsonNode event) {
    return matches(pattern, event);
  }

  private static boolean matches(JsonNode pattern, JsonNode event) {
    return pattern
        .propertyStream()
        .allMatch(field -> field(field.getValue(), event.path(field.getKey())));
  }

  private static boolean field(JsonNode wanted, JsonNode value) {
    if (!wanted.isArray()) {
      return matches(wanted, value);
    }
    if (value.isArray()) {
      return value.valueStream().anyMatch(item -> field(wanted, item));
    }
    return wanted.valueStream().anyMatch(choice -> choice(choice, value));
  }

  private static boolean choice(JsonNode choice, JsonNode value) {
    if (!choice.isObject()) {
      return choice.equals(value);
    }
    Map.Entry<String, JsonNode> operator = choice.properties().iterator().next();
    String text = value.asText();
    return switch (operator.getKey()) {
      case "prefix" -> value.isTextual() && text.startsWith(operator.getValue().asText());
      case "suffix" -> value.isTextual() && text.endsWith(operator.getValue().asText());
      case "exists" -> value.isMissingNode() != operator.getValue().asBoolean();
      default -> false;
    };
  }

  private static void check(JsonNode node) {
    for (JsonNode field : node) {
      if (field.isObject()) {
        check(field);
      }
      if (field.isArray()) {
        field.forEach(EventPattern::checkChoice);
      }
    }
  }

  private static void checkChoice(JsonNode choice) {
    if (choice.isObject() && !known(choice)) {
      throw new TemplateException("The event pattern " + choice + " is not available locally");
    }
  }

  private static boolean known(JsonNode choice) {
    String operator = choice.size() == 1 ? choice.fieldNames().next() : "";
    return switch (operator) {
      case "prefix", "suffix" -> choice.get(operator).isTextual();
      case "exists" -> choice.get(operator).isBoolean();
      default -> false;
    };
  }
}
