package dev.sluice.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.session.Passage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What of a ranking is shown. */
class SelectionTest {
  private static final String TEXT =
      "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
          + " sixteen seventeen eighteen nineteen";

  @Test
  void an_article_is_shown_once_even_from_two_catalogues() {
    Selection selection = new Selection(5);
    selection.offer(product("1", "Kettle", "white and fast"), 0);
    selection.offer(product("1", "Kettle", "another text altogether"), 0);

    assertThat(passages(selection)).hasSize(1);
  }

  @Test
  void sections_of_one_page_are_shown_side_by_side() {
    Selection selection = new Selection(5);
    selection.offer(page("a.md", "first section"), 0);
    selection.offer(page("a.md", "second part"), 0);

    assertThat(passages(selection)).hasSize(2);
  }

  @Test
  void the_same_text_on_another_page_is_left_out() {
    Selection selection = new Selection(5);
    selection.offer(page("a.md", TEXT), 0);
    selection.offer(page("b.md", TEXT), 0);

    assertThat(passages(selection)).extracting(Passage::source).containsExactly("a.md");
  }

  @Test
  void variants_beyond_two_come_after_what_differs_and_not_at_all_when_there_is_enough() {
    Selection wide = new Selection(4);
    Selection narrow = new Selection(3);
    for (Selection selection : List.of(wide, narrow)) {
      selection.offer(page("white", TEXT + " white"), 0);
      selection.offer(page("black", TEXT + " black"), 0);
      selection.offer(page("red", TEXT + " red"), 0);
      selection.offer(page("other", "something else"), 0);
    }

    assertThat(passages(wide))
        .extracting(Passage::source)
        .containsExactly("white", "black", "other", "red");
    assertThat(passages(narrow))
        .extracting(Passage::source)
        .containsExactly("white", "black", "other");
  }

  private static List<Passage> passages(Selection selection) {
    return selection.chosen().stream().map(Selection.Chosen::passage).toList();
  }

  private static Passage product(String source, String title, String text) {
    return new Passage(text, source, 1, title, "", Map.of("kind", "product"));
  }

  private static Passage page(String source, String text) {
    return new Passage(text, source, 1, "Page", "", Map.of("kind", "page"));
  }
}
