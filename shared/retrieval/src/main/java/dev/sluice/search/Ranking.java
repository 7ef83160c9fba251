package dev.sluice.search;

import java.util.Map;

/**
 * The weights of the search.
 *
 * @param fields the weight of a word by the field it stands in, at least 1
 * @param k1 how soon a word's repetitions stop to count (BM25)
 * @param b how much longer texts are marked down (BM25)
 * @param fusionK how little the first ranks stand out when lists are fused
 * @param vectorWeight the share of meaning against words
 * @param candidates how many of each list are fused
 */
public record Ranking(
    Map<String, Float> fields,
    float k1,
    float b,
    int fusionK,
    double vectorWeight,
    int candidates) {

  /** Copies the map. */
  public Ranking {
    fields = Map.copyOf(fields);
  }
}
