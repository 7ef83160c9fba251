package dev.sluice.search;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What an evaluation measured.
 *
 * @param queries each query's measures, in their order
 */
public record EvaluationReport(List<Query> queries) {

  /** Copies the list. */
  public EvaluationReport {
    queries = List.copyOf(queries);
  }

  /**
   * One query's measures.
   *
   * @param wallNanos from asking to the answer
   * @param cpuNanos of the asking thread
   */
  public record Query(
      String id, String text, RankingMetrics metrics, long wallNanos, long cpuNanos) {}

  /** How many queries have a relevant document; the means are over these, as for trec_eval. */
  public long judged() {
    return queries.stream().filter(query -> query.metrics().judged()).count();
  }

  /** The mean nDCG at 10. */
  public double ndcg() {
    return mean(query -> query.metrics().ndcg());
  }

  /** The mean recall at 10; relevant documents beyond ten do not count. */
  public double recall() {
    return mean(query -> query.metrics().recall());
  }

  /** The mean reciprocal rank of the first relevant document. */
  public double reciprocalRank() {
    return mean(query -> query.metrics().reciprocalRank());
  }

  /** The time that this share of the queries needed at most. */
  public Duration wall(double share) {
    return percentile(Query::wallNanos, share);
  }

  /** The CPU time that this share of the queries needed at most. */
  public Duration cpu(double share) {
    return percentile(Query::cpuNanos, share);
  }

  private double mean(ToDoubleFunction<Query> measure) {
    return queries.stream()
        .filter(query -> query.metrics().judged())
        .mapToDouble(measure)
        .average()
        .orElse(0);
  }

  private Duration percentile(ToLongFunction<Query> time, double share) {
    long[] sorted = queries.stream().mapToLong(time).sorted().toArray();
    if (sorted.length == 0) {
      return Duration.ZERO;
    }
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return Duration.ofNanos(sorted[Math.clamp(index, 0, sorted.length - 1)]);
  }
}
