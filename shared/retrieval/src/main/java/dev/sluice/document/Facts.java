package dev.sluice.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a catalogue says about an article beside its text. Values keep their order.
 *
 * @param brand the maker, empty when unknown
 * @param categories from the general to the particular
 * @param identifiers what people and programs call it: id, SKU, EAN, model number
 * @param price what it costs, if the catalogue says so
 * @param image the address of a picture, empty when there is none
 * @param attributes every other property by its name
 */
public record Facts(
    String brand,
    List<String> categories,
    List<String> identifiers,
    Optional<Price> price,
    String image,
    Map<String, List<String>> attributes) {

  /** The value of a property that the article has. */
  public static final String YES = "yes";

  /** The value of a property that the article lacks. */
  public static final String NO = "no";

  /** Nothing is known: a page of prose. */
  public static final Facts NONE =
      new Facts("", List.of(), List.of(), Optional.empty(), "", Map.of());

  /** Copies the collections. */
  public Facts {
    categories = List.copyOf(categories);
    identifiers = List.copyOf(identifiers);
    Map<String, List<String>> copy = new LinkedHashMap<>();
    attributes.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    attributes = Collections.unmodifiableMap(copy);
  }

  /** The attributes as lines {@code name: value, value}. */
  public List<String> attributeLines() {
    List<String> lines = new ArrayList<>();
    attributes.forEach((name, values) -> lines.add(name + ": " + String.join(", ", values)));
    return lines;
  }
}
