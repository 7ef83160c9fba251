package dev.sluice.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.session.Passage;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measuring a retriever by files of judged queries. */
class EvaluationTest {
  private static final TenantId SHOP = new TenantId("shop");

  @TempDir Path folder;

  @Test
  void what_a_retriever_finds_is_compared_with_the_judgments() throws IOException {
    Evaluation evaluation =
        read("1\tkettle\n2\tlamp\n3\tunjudged\n", "1\tk\t1\n1\tother\t0\n2\tl\t0.5\n\n2\tm\t1\n");

    EvaluationReport report = evaluation.run(SOURCES, SHOP);

    assertThat(report.queries()).hasSize(3);
    assertThat(report.judged()).isEqualTo(2);
    assertThat(report.recall()).isEqualTo(0.75);
    assertThat(report.reciprocalRank()).isEqualTo(1);
    assertThat(report.ndcg()).isBetween(0.6, 0.8);
    assertThat(report.wall(0.99)).isPositive();
  }

  @Test
  void a_passage_more_of_the_same_document_takes_no_place_in_the_ranking() throws IOException {
    Retriever retriever =
        request -> new Retrieval(List.of(passage("x"), passage("x"), passage("k")), "test");

    EvaluationReport report = read("1\tkettle\n", "1\tk\t1\n").run(retriever, SHOP);

    assertThat(report.reciprocalRank()).isEqualTo(0.5);
  }

  @Test
  void a_line_of_another_form_is_named_with_its_number() {
    assertThatThrownBy(() -> read("1\tkettle\nlamp\n", "1\tk\t1\n"))
        .hasMessageContaining("line 2")
        .hasMessageContaining("'lamp'");
    assertThatThrownBy(() -> read("1\tkettle\n", "1\tk\n"))
        .hasMessageContaining("Expected 3 tab-separated cells");
    assertThatThrownBy(() -> read("1\tkettle\n", "1\tk\tgood\n"))
        .hasMessageContaining("Expected a gain")
        .hasMessageContaining("'good'");
  }

  @Test
  void judgments_of_other_queries_are_refused_instead_of_measured_as_nothing() {
    assertThatThrownBy(() -> read("1\tkettle\n", "q1\tk\t1\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Expected judgments of the queries");
  }

  private static final Retriever SOURCES =
      request ->
          new Retrieval(
              request.question().equals("kettle")
                  ? List.of(passage("k"))
                  : List.of(passage("l"), passage("x")),
              "test");

  private static Passage passage(String source) {
    return new Passage("text", source, 1, "title", "", Map.of());
  }

  private Evaluation read(String queries, String judgments) throws IOException {
    return Evaluation.read(
        Files.writeString(folder.resolve("queries.tsv"), queries),
        Files.writeString(folder.resolve("judgments.tsv"), judgments));
  }
}
