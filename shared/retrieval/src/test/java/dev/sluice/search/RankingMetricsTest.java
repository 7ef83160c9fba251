package dev.sluice.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Figures that were worked out by hand. */
class RankingMetricsTest {
  private static final Map<String, Double> GAINS = Map.of("a", 1.0, "b", 0.5, "c", 0.0);

  @Test
  void the_best_ranking_has_an_ndcg_of_one() {
    assertThat(RankingMetrics.of(List.of("a", "b", "c"), GAINS).ndcg()).isEqualTo(1);
  }

  @Test
  void gains_count_less_the_later_they_come() {
    RankingMetrics metrics = RankingMetrics.of(List.of("x", "b", "a"), GAINS);

    double ideal = 1 + 0.5 / 1.5849625;
    assertThat(metrics.ndcg()).isCloseTo((0.5 / 1.5849625 + 1.0 / 2) / ideal, within(1e-6));
    assertThat(metrics.reciprocalRank()).isEqualTo(0.5);
    assertThat(metrics.recall()).isEqualTo(1);
  }

  @Test
  void only_the_first_ten_count() {
    List<String> late = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "a");

    assertThat(RankingMetrics.of(late, GAINS)).isEqualTo(new RankingMetrics(true, 0, 0, 0));
  }

  @Test
  void a_query_without_relevant_documents_is_not_judged() {
    assertThat(RankingMetrics.of(List.of("c"), Map.of("c", 0.0)).judged()).isFalse();
  }
}
