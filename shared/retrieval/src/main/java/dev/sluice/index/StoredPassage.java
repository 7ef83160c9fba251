package dev.sluice.index;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.document.Chunk;
import dev.sluice.document.Document;
import dev.sluice.document.DocumentKind;
import dev.sluice.document.Facts;
import dev.sluice.session.Passage;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the index keeps of a chunk to show it.
 *
 * @param title the document's title
 * @param url the document's link
 * @param content the chunk's text
 * @param metadata {@code kind}, {@code section}, {@code brand}, {@code category}, {@code price},
 *     {@code currency}, {@code image}, then attributes
 */
public record StoredPassage(
    @JsonProperty("t") String title,
    @JsonProperty("u") String url,
    @JsonProperty("c") String content,
    @JsonProperty("m") Map<String, String> metadata) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A product card shows a handful; the text of the chunk has them all. */
  private static final int MAX_ATTRIBUTES = 24;

  static StoredPassage of(Chunk chunk) {
    Document document = chunk.document();
    Facts facts = document.facts();
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("kind", document.kind() == DocumentKind.PRODUCT ? "product" : "page");
    put(metadata, "section", chunk.section());
    put(metadata, "brand", facts.brand());
    put(metadata, "category", String.join(" > ", facts.categories()));
    facts
        .price()
        .ifPresent(
            price -> {
              metadata.put("price", price.written());
              put(metadata, "currency", price.currency());
            });
    put(metadata, "image", facts.image());
    facts.attributes().entrySet().stream()
        .limit(MAX_ATTRIBUTES)
        .forEach(
            entry -> metadata.putIfAbsent(entry.getKey(), String.join(", ", entry.getValue())));
    return new StoredPassage(document.title(), document.url(), chunk.text(), metadata);
  }

  /** The passage it makes when it is found with this score. */
  public Passage passage(String source, double score) {
    return new Passage(content, source, score, title, url, metadata);
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Strings can always be written as JSON", e);
    }
  }

  /**
   * @throws IllegalArgumentException if the text is not what the index stores
   */
  public static StoredPassage parse(String json) {
    try {
      return JSON.readValue(json, StoredPassage.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Expected a stored passage but got other JSON", e);
    }
  }

  private static void put(Map<String, String> metadata, String name, String value) {
    if (!value.isEmpty()) {
      metadata.put(name, value);
    }
  }
}
