package dev.sluice.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The real model. */
class MiniLmEmbedderTest {
  private static MiniLmEmbedder embedder;

  @BeforeAll
  static void load() {
    embedder = new MiniLmEmbedder();
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  @Test
  void texts_that_mean_the_same_are_closer_than_others() {
    float[] question = embedder.embed("Can I send my order back?");

    double same = cosine(question, embedder.embed("You may return goods within 30 days."));
    double other = cosine(question, embedder.embed("The kettle holds 1.7 litres of water."));

    assertThat(same).isGreaterThan(other + 0.2);
  }

  @Test
  void a_vector_has_length_one_and_the_promised_dimensions() {
    float[] vector = embedder.embed("wireless headphones");

    assertThat(vector).hasSize(384);
    assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5));
  }

  @Test
  void empty_and_very_long_texts_have_vectors_too() {
    assertThat(embedder.embed("")).doesNotContain(Float.NaN);
    assertThat(embedder.embed("kettle ".repeat(50_000))).doesNotContain(Float.NaN);
  }

  @Test
  void many_threads_get_the_vectors_that_one_gets() throws Exception {
    List<String> texts = IntStream.range(0, 40).mapToObj(i -> "kettle number " + i).toList();
    List<float[]> alone = texts.stream().map(embedder::embed).toList();

    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<float[]>> together =
          texts.stream().map(text -> threads.submit(() -> embedder.embed(text))).toList();
      for (int i = 0; i < texts.size(); i++) {
        assertThat(get(together.get(i))).isEqualTo(alone.get(i));
      }
    }
  }

  private static float[] get(Future<float[]> future)
      throws ExecutionException, InterruptedException {
    return future.get();
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
