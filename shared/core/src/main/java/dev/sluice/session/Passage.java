package dev.sluice.session;

import java.util.Map;

/**
 * A chunk of a document or product that was found for a question, with its score.
 *
 * @param content the text as it may be shown
 * @param source the document's name, unique within the tenant: a file's path, or a product's id in
 *     its catalogue
 * @param score the fused score; higher is better, comparable within one question only
 * @param title the document's title, empty when it has none
 * @param url where the document can be read, empty when nowhere
 * @param metadata attributes for display and filters, for example {@code price}, {@code brand}
 */
public record Passage(
    String content,
    String source,
    double score,
    String title,
    String url,
    Map<String, String> metadata) {

  /** Copies the metadata; it keeps its order. */
  public Passage {
    metadata = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(metadata));
  }
}
