package dev.sluice.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which field of a catalogue means what. A mapping file ({@code shoes.mapping.json} beside {@code
 * shoes.csv}) is a JSON object from our names to the catalogue's, one or several in order of
 * preference: {@code {"id": "sku", "title": ["name_en", "name"], "constants": {"currency":
 * "EUR"}}}. Fields it does not name are looked for under their usual names.
 *
 * @param fields our name to the catalogue's, compared by letters and digits only
 * @param constants values for fields that the catalogue does not have
 * @param listsAttributes whether only the attributes named in {@code attributes} are taken
 */
record CatalogueMapping(
    Map<String, List<String>> fields, Map<String, String> constants, boolean listsAttributes) {
  static final String SUFFIX = ".mapping.json";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Map<String, List<String>> USUAL =
      Map.ofEntries(
          Map.entry("id", List.of("id", "productid", "sku", "articlenumber", "handle")),
          Map.entry("title", List.of("title", "name", "productname", "producttitle")),
          Map.entry("brand", List.of("brand", "manufacturer", "vendor", "maker")),
          Map.entry("description", List.of("description", "shortdescription", "body", "bodyhtml")),
          Map.entry("price", List.of("saleprice", "price", "amount")),
          Map.entry("currency", List.of("currency", "pricecurrency")),
          Map.entry("url", List.of("url", "link", "href", "producturl")),
          Map.entry("image", List.of("image", "imagelink", "imageurl", "images", "picture")),
          Map.entry(
              "category",
              List.of("category", "categories", "producttype", "googleproductcategory")),
          Map.entry(
              "identifiers",
              List.of(
                  "identifiers",
                  "sku",
                  "ean",
                  "gtin",
                  "upc",
                  "jan",
                  "isbn",
                  "mpn",
                  "model",
                  "barcode")),
          Map.entry("attributes", List.of("attributes", "specifications", "specs", "properties")),
          Map.entry("ignore", List.of()));

  /** The usual names only. */
  static CatalogueMapping usual() {
    return new CatalogueMapping(USUAL, Map.of(), false);
  }

  /** The mapping in the file, or the usual names when there is none. */
  static CatalogueMapping of(RawFile file) {
    return file.mapping().map(CatalogueMapping::parse).orElseGet(CatalogueMapping::usual);
  }

  /** A field's name reduced to its letters and digits in lower case. */
  static String key(String name) {
    StringBuilder key = new StringBuilder(name.length());
    name.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(key::appendCodePoint);
    return key.toString();
  }

  /** The catalogue's names of our field, as keys, best first. */
  List<String> names(String field) {
    return fields.getOrDefault(field, List.of());
  }

  /** The value that the mapping gives to our field. */
  Optional<String> constant(String field) {
    return Optional.ofNullable(constants.get(field));
  }

  private static CatalogueMapping parse(byte[] json) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UnreadableException(
          "Expected its mapping to be JSON but: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UnreadableException("Expected its mapping to be JSON but: " + e.getMessage());
    }
    if (!root.isObject()) {
      throw new UnreadableException("Expected its mapping to be a JSON object");
    }
    Map<String, List<String>> fields = new LinkedHashMap<>(USUAL);
    Map<String, String> constants = new LinkedHashMap<>();
    root.properties()
        .forEach(
            entry -> {
              if (entry.getKey().equals("constants")) {
                entry
                    .getValue()
                    .properties()
                    .forEach(
                        constant -> constants.put(constant.getKey(), constant.getValue().asText()));
              } else {
                fields.put(known(entry.getKey()), names(entry.getValue()));
              }
            });
    return new CatalogueMapping(Map.copyOf(fields), Map.copyOf(constants), root.has("attributes"));
  }

  private static String known(String field) {
    String singular = field.equals("categories") ? "category" : field;
    if (!USUAL.containsKey(singular)) {
      throw new UnreadableException(
          "Expected its mapping to name fields of %s but got '%s'"
              .formatted(new TreeSet<>(USUAL.keySet()), field));
    }
    return singular;
  }

  private static List<String> names(JsonNode value) {
    List<String> names = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(name -> names.add(key(name.asText())));
    } else {
      names.add(key(value.asText()));
    }
    return List.copyOf(names);
  }
}
