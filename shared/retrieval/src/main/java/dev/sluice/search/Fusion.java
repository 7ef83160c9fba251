package dev.sluice.search;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): a document's score is the sum of
 * {@code weight / (k + rank)} over the lists it is in. Owned by one search.
 */
final class Fusion {
  private final int k;
  private final Map<Integer, Double> scores = new HashMap<>(); // by document

  Fusion(int k) {
    this.k = k;
  }

  /** Adds a list, best first. */
  void add(List<Integer> documents, double weight) {
    for (int rank = 0; rank < documents.size(); rank++) {
      scores.merge(documents.get(rank), weight / (k + rank + 1), Double::sum);
    }
  }

  /** The documents of all lists, best first; equals in the order of the index. */
  List<Scored> ranked() {
    return scores.entrySet().stream()
        .map(entry -> new Scored(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingDouble(Scored::score).reversed().thenComparingInt(Scored::document))
        .toList();
  }

  /** A document of the index and its fused score. */
  record Scored(int document, double score) {}
}
