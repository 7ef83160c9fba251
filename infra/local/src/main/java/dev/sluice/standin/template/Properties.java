package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The resolved properties of one part of a template, with the name by which messages call it.
 *
 * @param label such as {@code QueryFunction.EventInvokeConfig}
 * @param node an object, or a missing node for a part that is absent
 */
record Properties(String label, JsonNode node) {
  /** Properties that only describe, and never change what a program sees. */
  private static final Set<String> DESCRIPTIVE = Set.of("Description", "Tags", "PropagateTags");

  static Properties of(String label, JsonNode node) {
    if (node.isObject() || node.isMissingNode() || node.isNull()) {
      return new Properties(label, node.isNull() ? MissingNode.getInstance() : node);
    }
    throw new TemplateException("Expected " + label + " to be a mapping but got " + node);
  }

  boolean isEmpty() {
    return node.isEmpty();
  }

  /** Refuses, by name, properties that are not listed here. */
  void allow(String... known) {
    allow(Set.of(known), Set.of());
  }

  /** Refuses, by name, properties that are neither used nor known to be without effect. */
  void allow(Set<String> used, Set<String> withoutEffect) {
    List<String> others =
        node.propertyStream()
            .map(Map.Entry::getKey)
            .filter(key -> !used.contains(key))
            .filter(key -> !withoutEffect.contains(key) && !DESCRIPTIVE.contains(key))
            .toList();
    if (!others.isEmpty()) {
      throw new TemplateException(
          label + " has properties that are not available locally: " + String.join(", ", others));
    }
  }

  Optional<String> text(String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (value.isValueNode()) {
      return Optional.of(value.asText());
    }
    throw new TemplateException("Expected " + label + "." + name + " to be text but got " + value);
  }

  String required(String name) {
    return text(name)
        .orElseThrow(() -> new TemplateException(label + " has no property '" + name + "'"));
  }

  int integer(String name, int defaultValue) {
    return integer(name).orElse(defaultValue);
  }

  OptionalInt integer(String name) {
    Optional<BigDecimal> number = decimal(name);
    try {
      return number.map(n -> OptionalInt.of(n.intValueExact())).orElse(OptionalInt.empty());
    } catch (ArithmeticException e) {
      throw refused(name, "a whole number");
    }
  }

  /** A whole number within the bounds that AWS sets. */
  int integer(String name, int defaultValue, int least, int most) {
    int value = integer(name, defaultValue);
    if (value < least || value > most) {
      throw refused(name, least + " to " + most);
    }
    return value;
  }

  /** A number, which CloudFormation also accepts as text. */
  Optional<BigDecimal> decimal(String name) {
    try {
      return text(name).map(BigDecimal::new);
    } catch (NumberFormatException e) {
      throw refused(name, "a number");
    }
  }

  Properties nested(String name) {
    return of(label + "." + name, node.path(name));
  }

  /** The exception for a value that is not available locally. */
  TemplateException refused(String name, String expected) {
    return new TemplateException(
        "Expected " + label + "." + name + " to be " + expected + " but got " + node.path(name));
  }
}
