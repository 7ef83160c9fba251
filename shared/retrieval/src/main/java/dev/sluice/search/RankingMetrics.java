package dev.sluice.search;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How good one ranking is.
 *
 * @param judged whether any document is relevant; without one the other measures mean nothing
 * @param ndcg at 10 with linear gain and the discount 1/log2(rank + 1); the ideal is the best ten
 *     judged documents
 * @param recall the share of the relevant documents among the first ten
 * @param reciprocalRank one by the rank of the first relevant document, 0 if it is not among ten
 */
public record RankingMetrics(boolean judged, double ndcg, double recall, double reciprocalRank) {
  private static final int DEPTH = 10;

  /** Measures the ranking; a document with any gain is relevant. */
  static RankingMetrics of(List<String> ranking, Map<String, Double> gains) {
    List<String> first = ranking.subList(0, Math.min(DEPTH, ranking.size()));
    List<Double> found = first.stream().map(source -> gains.getOrDefault(source, 0d)).toList();
    List<Double> best =
        gains.values().stream().sorted(Comparator.reverseOrder()).limit(DEPTH).toList();
    double ideal = discounted(best);
    long relevant = gains.values().stream().filter(gain -> gain > 0).count();
    long hits = found.stream().filter(gain -> gain > 0).count();
    int firstHit = 0;
    while (firstHit < found.size() && found.get(firstHit) <= 0) {
      firstHit++;
    }
    return new RankingMetrics(
        relevant > 0,
        ideal == 0 ? 0 : discounted(found) / ideal,
        relevant == 0 ? 0 : (double) hits / Math.min(relevant, DEPTH),
        firstHit == found.size() ? 0 : 1d / (firstHit + 1));
  }

  private static double discounted(List<Double> gains) {
    double sum = 0;
    for (int rank = 0; rank < gains.size(); rank++) {
      sum += gains.get(rank) / (Math.log(rank + 2) / Math.log(2));
    }
    return sum;
  }
}
