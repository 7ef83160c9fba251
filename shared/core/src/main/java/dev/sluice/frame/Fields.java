package dev.sluice.frame;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.session.PageContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a message's object, read with their types and limits. */
final class Fields {
  /** A shop's product ids, locales and currencies are short; addresses are not. */
  private static final int MAX_CONTEXT_LENGTH = 256;

  private static final int MAX_URL_LENGTH = 2_048;
  private static final int MAX_FILTERS = 16;
  private static final int MAX_FILTER_VALUES = 32;
  private static final int MAX_FILTER_LENGTH = 256;
  private static final int EXCERPT_LENGTH = 40;

  private final JsonNode object;

  Fields(JsonNode object) {
    this.object = object;
  }

  Optional<String> text(String name) throws InvalidField {
    Optional<JsonNode> node = present(object, name);
    if (node.isPresent() && !node.get().isTextual()) {
      throw new InvalidField(name, "a string", kind(node.get()));
    }
    return node.map(JsonNode::textValue).map(Fields::wellFormed);
  }

  Optional<String> text(String name, int maxLength) throws InvalidField {
    Optional<String> text = text(name);
    if (text.isPresent() && text.get().length() > maxLength) {
      throw new InvalidField(
          name, "a string of at most " + maxLength + " characters", text.get().length() + "");
    }
    return text;
  }

  boolean flag(String name, boolean defaultValue) throws InvalidField {
    Optional<JsonNode> node = present(object, name);
    if (node.isPresent() && !node.get().isBoolean()) {
      throw new InvalidField(name, "true or false", kind(node.get()));
    }
    return node.map(JsonNode::booleanValue).orElse(defaultValue);
  }

  int integer(String name, int defaultValue, int min, int max) throws InvalidField {
    Optional<JsonNode> node = present(object, name);
    if (node.isEmpty()) {
      return defaultValue;
    }
    JsonNode value = node.get();
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new InvalidField(name, "a whole number from " + min + " to " + max, kind(value));
    }
    if (value.intValue() < min || value.intValue() > max) {
      throw new InvalidField(
          name, "a whole number from " + min + " to " + max, value.intValue() + "");
    }
    return value.intValue();
  }

  PageContext context() throws InvalidField {
    Optional<JsonNode> node = present(object, "context");
    if (node.isEmpty()) {
      return PageContext.NONE;
    }
    if (!node.get().isObject()) {
      throw new InvalidField("context", "an object", kind(node.get()));
    }
    Fields context = new Fields(node.get());
    return new PageContext(
        context.text("product_id", MAX_CONTEXT_LENGTH).orElse(""),
        context.text("url", MAX_URL_LENGTH).orElse(""),
        context.text("locale", MAX_CONTEXT_LENGTH).orElse(""),
        context.text("currency", MAX_CONTEXT_LENGTH).orElse(""));
  }

  /** {@code {"brand":"A","category":["B","C"]}}: each value a string or a list of strings. */
  Map<String, List<String>> filters() throws InvalidField {
    Optional<JsonNode> node = present(object, "filters");
    if (node.isEmpty()) {
      return Map.of();
    }
    if (!node.get().isObject() || node.get().size() > MAX_FILTERS) {
      throw new InvalidField(
          "filters", "an object of at most " + MAX_FILTERS + " fields", kind(node.get()));
    }
    Map<String, List<String>> filters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : node.get().properties()) {
      String name = wellFormed(field.getKey());
      if (name.length() > MAX_FILTER_LENGTH) {
        throw new InvalidField(
            "filters." + excerpt(name),
            "a name of at most " + MAX_FILTER_LENGTH + " characters",
            name.length() + "");
      }
      filters.put(name, filterValues(name, field.getValue()));
    }
    return filters;
  }

  private static List<String> filterValues(String name, JsonNode value) throws InvalidField {
    List<JsonNode> nodes = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(nodes::add);
    } else {
      nodes.add(value);
    }
    List<String> values = new ArrayList<>();
    for (JsonNode node : nodes) {
      if (!node.isValueNode() || node.isNull() || node.asText().length() > MAX_FILTER_LENGTH) {
        throw new InvalidField(
            "filters." + excerpt(name),
            "values of at most " + MAX_FILTER_LENGTH + " characters",
            kind(node));
      }
      values.add(wellFormed(node.asText()));
    }
    if (values.isEmpty() || values.size() > MAX_FILTER_VALUES) {
      throw new InvalidField(
          "filters." + excerpt(name),
          "one to " + MAX_FILTER_VALUES + " values",
          values.size() + "");
    }
    return List.copyOf(values);
  }

  private static Optional<JsonNode> present(JsonNode object, String name) {
    return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
  }

  static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT -> "an object of " + node.size() + " fields";
      case STRING -> "a string of " + node.textValue().length() + " characters";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case NULL -> "null";
      case BINARY, MISSING, POJO -> "nothing";
    };
  }

  /** The beginning of a text, without half of a surrogate pair at its end. */
  static String excerpt(String text) {
    if (text.length() <= EXCERPT_LENGTH) {
      return text;
    }
    boolean pair = Character.isHighSurrogate(text.charAt(EXCERPT_LENGTH - 1));
    return text.substring(0, pair ? EXCERPT_LENGTH - 1 : EXCERPT_LENGTH) + "…";
  }

  /**
   * Escapes in JSON can spell half of a surrogate pair, which UTF-8 cannot: it becomes U+FFFD, one
   * character for another.
   */
  private static String wellFormed(String text) {
    int[] points = text.codePoints().map(p -> isSurrogate(p) ? 0xFFFD : p).toArray();
    return new String(points, 0, points.length);
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
