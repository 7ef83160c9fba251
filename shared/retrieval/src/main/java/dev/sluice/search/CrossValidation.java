package dev.sluice.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well weights do on queries they were not chosen by: the queries are dealt into folds, each
 * fold is measured with the weights that are best on the others. Pure.
 *
 * @param ndcg the mean nDCG at 10 of the judged queries, each measured when it was left out
 * @param folds into how many parts the queries were dealt
 * @param candidates between how many weightings was chosen
 */
public record CrossValidation(double ndcg, int folds, int candidates) {

  /**
   * Validates by reports of one evaluation under different weights.
   *
   * @param reports of the same queries in the same order, one a weighting
   * @throws IllegalArgumentException if there is no report, or fewer judged queries than folds
   */
  public static CrossValidation of(List<EvaluationReport> reports, int folds) {
    if (reports.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one report but got none");
    }
    List<double[]> scores = reports.stream().map(CrossValidation::judged).toList();
    int queries = scores.getFirst().length;
    if (folds < 2 || queries < folds) {
      throw new IllegalArgumentException(
          "Expected from 2 to %d folds, one a judged query, but got %d".formatted(queries, folds));
    }
    List<Double> measured = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      int held = fold;
      int[] others = IntStream.range(0, queries).filter(query -> query % folds != held).toArray();
      double[] best =
          scores.stream()
              .max(Comparator.comparingDouble(candidate -> sum(candidate, others)))
              .orElseThrow();
      for (int query = fold; query < queries; query += folds) {
        measured.add(best[query]);
      }
    }
    double mean = measured.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    return new CrossValidation(mean, folds, reports.size());
  }

  private static double[] judged(EvaluationReport report) {
    return report.queries().stream()
        .filter(query -> query.metrics().judged())
        .mapToDouble(query -> query.metrics().ndcg())
        .toArray();
  }

  private static double sum(double[] scores, int[] queries) {
    return IntStream.of(queries).mapToDouble(query -> scores[query]).sum();
  }
}
