package dev.sluice.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Choosing weights on some queries and measuring them on the others. */
class CrossValidationTest {

  @Test
  void a_query_is_measured_with_the_weights_that_are_best_on_the_others() {
    EvaluationReport first = report(0.2, 1, 0.2, 1); // best on the second fold
    EvaluationReport second = report(0.9, 0.1, 0.9, 0.1); // best on the first fold

    CrossValidation result = CrossValidation.of(List.of(first, second), 2);

    assertThat(result.ndcg()).isCloseTo((0.2 + 0.2 + 0.1 + 0.1) / 4, within(1e-9));
    assertThat(result.candidates()).isEqualTo(2);
  }

  @Test
  void weights_that_are_best_everywhere_are_measured_everywhere() {
    CrossValidation result = CrossValidation.of(List.of(report(0, 0, 0), report(1, 0.5, 0)), 3);

    assertThat(result.ndcg()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void queries_without_judgments_do_not_count() {
    List<EvaluationReport.Query> queries = new ArrayList<>(report(1, 1).queries());
    queries.add(new EvaluationReport.Query("x", "x", new RankingMetrics(false, 0, 0, 0), 1, 1));

    assertThat(CrossValidation.of(List.of(new EvaluationReport(queries)), 2).ndcg()).isEqualTo(1);
  }

  @Test
  void more_folds_than_queries_are_refused() {
    assertThatThrownBy(() -> CrossValidation.of(List.of(report(1, 1)), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 2 to 2 folds");
  }

  @Test
  void the_default_weights_are_among_their_neighbours_and_all_differ() {
    assertThat(Rankings.neighbours()).startsWith(Rankings.DEFAULT).doesNotHaveDuplicates();
  }

  private static EvaluationReport report(double... ndcg) {
    List<EvaluationReport.Query> queries = new ArrayList<>();
    for (double score : ndcg) {
      String id = "q" + queries.size();
      RankingMetrics metrics = new RankingMetrics(true, score, 1, 1);
      queries.add(new EvaluationReport.Query(id, "query", metrics, 1, 1));
    }
    return new EvaluationReport(queries);
  }
}
