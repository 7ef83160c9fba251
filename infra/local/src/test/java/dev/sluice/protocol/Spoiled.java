package dev.sluice.protocol;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A JSON document with one thing wrong.
 *
 * @param where what was spoiled
 */
record Spoiled(JsonPointer where, JsonNode json) {
  /** The document with one key missing, for each key of each object in it. */
  static List<Spoiled> byRemoving(JsonNode document) {
    List<Spoiled> spoiled = new ArrayList<>();
    for (JsonPointer key : pointers(document, JsonPointer.empty())) {
      JsonNode copy = document.deepCopy();
      if (copy.at(key.head()) instanceof ObjectNode object) {
        object.remove(key.last().getMatchingProperty());
        spoiled.add(new Spoiled(key, copy));
      }
    }
    return spoiled;
  }

  /** The document with one value of a wrong type, for each value in it. */
  static List<Spoiled> byMistyping(JsonNode document) {
    List<Spoiled> spoiled = new ArrayList<>();
    for (JsonPointer place : pointers(document, JsonPointer.empty())) {
      JsonNode copy = document.deepCopy();
      JsonNode wrong =
          copy.at(place).isContainerNode()
              ? JsonNodeFactory.instance.textNode("mistyped")
              : JsonNodeFactory.instance.arrayNode();
      switch (copy.at(place.head())) {
        case ObjectNode object -> object.set(place.last().getMatchingProperty(), wrong);
        case ArrayNode array -> array.set(place.last().getMatchingIndex(), wrong);
        default -> throw new IllegalStateException("Expected a container at " + place.head());
      }
      spoiled.add(new Spoiled(place, copy));
    }
    return spoiled;
  }

  private static List<JsonPointer> pointers(JsonNode node, JsonPointer at) {
    List<JsonPointer> pointers = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonPointer below = at.appendProperty(field.getKey());
      pointers.add(below);
      pointers.addAll(pointers(field.getValue(), below));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      JsonPointer below = at.appendIndex(i);
      pointers.add(below);
      pointers.addAll(pointers(node.get(i), below));
    }
    return pointers;
  }

  @Override
  public String toString() {
    return where + " in " + json;
  }
}
