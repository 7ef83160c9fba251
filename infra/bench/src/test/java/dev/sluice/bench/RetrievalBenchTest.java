package dev.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The measurement can be run, on a small shop, and invents the same shop each time. */
final class RetrievalBenchTest {
  @Test
  void a_small_invented_shop_is_measured() {
    assertThat(
            Bench.run("retrieval", "--articles", "150", "--passages", "1500", "--questions", "40"))
        .isZero();
  }

  @Test
  void a_catalogue_that_is_not_there_is_a_failure() {
    assertThat(Bench.run("retrieval", "--catalogue", "nowhere.jsonl")).isEqualTo(1);
  }

  @Test
  void the_same_seed_invents_the_same_words_few_of_which_are_common() {
    List<String> words = List.of(new SyntheticText(3, 1_000).words(5_000).split(" "));

    assertThat(words).isEqualTo(List.of(new SyntheticText(3, 1_000).words(5_000).split(" ")));
    assertThat(words.stream().distinct().count()).isBetween(300L, 990L);
    assertThat(words.stream().filter(words.getFirst()::equals).count()).isLessThan(1_500);
  }

  @Test
  void vectors_have_the_length_one_and_lie_in_clusters() {
    float[] vector = ClusteredEmbedder.vector(5);
    double nearest = 0;
    for (int other = 6; other < 20_006; other++) {
      nearest = Math.max(nearest, product(vector, ClusteredEmbedder.vector(other)));
    }

    assertThat(product(vector, vector)).isBetween(0.999, 1.001);
    assertThat(nearest).isGreaterThan(0.5);
    assertThat(product(vector, ClusteredEmbedder.vector(5))).isGreaterThan(0.999);
  }

  private static double product(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
