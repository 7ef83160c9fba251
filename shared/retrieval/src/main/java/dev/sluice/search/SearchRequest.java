package dev.sluice.search;

import dev.sluice.session.TenantId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to search for.
 *
 * @param tenant whose documents; no others are ever seen
 * @param question as the visitor asked it
 * @param earlierQuestions of the session, oldest first; they help where the question leans on them
 * @param topK how many passages at most, 1 to {@value #MAX_TOP_K}
 * @param filters allowed values by property: {@code category}, {@code brand}, {@code kind}, any
 *     attribute, or {@code price} as {@code 10..50}, {@code ..50}, {@code 10..}; all properties
 *     must match, each by one of its values
 * @param productId the source of the article on screen
 */
public record SearchRequest(
    TenantId tenant,
    String question,
    List<String> earlierQuestions,
    int topK,
    Map<String, List<String>> filters,
    Optional<String> productId) {
  /** The protocol allows no more; each passage costs prompt tokens. */
  public static final int MAX_TOP_K = 100;

  /** As many as the protocol allows: 16 properties of 32 values. */
  public static final int MAX_FILTER_VALUES = 512;

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if the question is blank or a limit is exceeded
   */
  public SearchRequest {
    if (question.isBlank()) {
      throw new IllegalArgumentException("Expected a question but got a blank one");
    }
    if (topK < 1 || topK > MAX_TOP_K) {
      throw new IllegalArgumentException(
          "Expected topK from 1 to " + MAX_TOP_K + " but got " + topK);
    }
    earlierQuestions = List.copyOf(earlierQuestions);
    Map<String, List<String>> copy = new LinkedHashMap<>();
    filters.forEach((property, values) -> copy.put(property, List.copyOf(values)));
    filters = Collections.unmodifiableMap(copy);
    int values = filters.values().stream().mapToInt(List::size).sum();
    if (values > MAX_FILTER_VALUES) {
      throw new IllegalArgumentException(
          "Expected at most " + MAX_FILTER_VALUES + " filter values but got " + values);
    }
  }

  /** A question by itself. */
  public static SearchRequest of(TenantId tenant, String question, int topK) {
    return new SearchRequest(tenant, question, List.of(), topK, Map.of(), Optional.empty());
  }
}
