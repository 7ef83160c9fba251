package dev.sluice.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.session.Citation;
import dev.sluice.session.Passage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CitationsTest {
  private static final List<Passage> PASSAGES = List.of(passage("a"), passage("b"), passage("c"));

  @Test
  void each_cited_passage_is_named_once_by_its_number() {
    assertThat(Citations.of("One [3]. Two [1][3]. Three [1, 2].", PASSAGES))
        .extracting(Citation::n)
        .containsExactly(1, 2, 3);
    assertThat(Citations.of("One [2].", PASSAGES))
        .containsExactly(new Citation(2, "b.md", "Title b", "https://shop.example/b"));
  }

  @Test
  void numbers_without_a_passage_and_other_brackets_are_left_out() {
    assertThat(Citations.of("[0] [4] [999] [1000] [-1] [a] [] [1.] [ 2 ] 3]", PASSAGES)).isEmpty();
    assertThat(Citations.of("", PASSAGES)).isEmpty();
    assertThat(Citations.of("[1]", List.of())).isEmpty();
  }

  private static Passage passage(String name) {
    return new Passage(
        "text", name + ".md", 1, "Title " + name, "https://shop.example/" + name, Map.of());
  }
}
