package dev.sluice.index;

import dev.sluice.document.Chunk;
import dev.sluice.document.Facts;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a chunk can be filtered by: {@code category}, {@code brand}, {@code kind}, any attribute.
 */
public final class FilterTerms {
  private static final char SEPARATOR = '\u001f';

  private FilterTerms() {}

  /** The term of a property and one of its values; case and surrounding space do not count. */
  public static String term(String property, String value) {
    return normal(property) + SEPARATOR + normal(value);
  }

  /** The terms of everything the chunk's document is known to be. */
  static Set<String> of(Chunk chunk) {
    Set<String> terms = new LinkedHashSet<>();
    Facts facts = chunk.document().facts();
    add(terms, "kind", List.of(chunk.document().kind().name()));
    add(terms, "category", facts.categories());
    add(terms, "brand", facts.brand().isEmpty() ? List.of() : List.of(facts.brand()));
    facts.attributes().forEach((name, values) -> add(terms, name, values));
    return terms;
  }

  private static void add(Set<String> terms, String property, Collection<String> values) {
    values.forEach(value -> terms.add(term(property, value)));
  }

  private static String normal(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
