package dev.sluice.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Flattens a JSON object to values by path. */
final class JsonFields {
  private JsonFields() {}

  /**
   * The object's values: nested objects by dotted paths, arrays as several values, a pair {@code
   * {"name": n, "value": v}} as the field n. The parser has limited the nesting.
   */
  static Map<String, List<String>> flat(JsonNode object) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    object.properties().forEach(entry -> add(fields, entry.getKey(), entry.getValue()));
    return fields;
  }

  private static void add(Map<String, List<String>> fields, String path, JsonNode value) {
    if (value.isArray()) {
      value.forEach(element -> add(fields, path, element));
    } else if (isPair(value)) {
      add(fields, path + "." + value.get("name").asText(), value.get("value"));
    } else if (value.isObject()) {
      value
          .properties()
          .forEach(entry -> add(fields, path + "." + entry.getKey(), entry.getValue()));
    } else if (!value.isNull() && !text(value).isBlank()) {
      fields.computeIfAbsent(path, key -> new ArrayList<>()).add(text(value));
    }
  }

  private static boolean isPair(JsonNode value) {
    return value.isObject() && value.size() == 2 && value.has("name") && value.has("value");
  }

  private static String text(JsonNode value) {
    if (value.isFloat() || value.isDouble()) {
      BigDecimal number = value.decimalValue().stripTrailingZeros();
      return number.toPlainString();
    }
    if (value.isBoolean()) {
      return value.booleanValue() ? Facts.YES : Facts.NO;
    }
    return value.asText();
  }
}
