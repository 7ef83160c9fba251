package dev.sluice.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.embedding.UnigramTokenizer.Piece;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cutting texts into the pieces of a unigram model. */
class UnigramTokenizerTest {
  private static final int START = 0;
  private static final int END = 2;
  private static final int UNKNOWN = 3;

  private final UnigramTokenizer tokenizer = new UnigramTokenizer(pieces(), UNKNOWN);

  @Test
  void the_cut_with_the_highest_sum_of_scores_is_taken() {
    assertThat(ids("fahrrad")).containsExactly(START, 10, 11, END); // not letter by letter
    assertThat(ids("fahrradhelm")).containsExactly(START, 10, 11, 12, END);
    assertThat(ids("fahr")).containsExactly(START, 10, END);
  }

  @Test
  void spaces_of_any_kind_and_compatible_characters_are_one() {
    assertThat(ids("  fahr\n\thelm ")).containsExactly(START, 10, 13, END);
    assertThat(ids("\uff46\uff41\uff48\uff52")).containsExactly(START, 10, END);
  }

  @Test
  void unknown_characters_side_by_side_are_one_unknown_piece() {
    assertThat(ids("\ud83d\ude00\ud83d\ude00fahr"))
        .containsExactly(START, 14, UNKNOWN, 20, 21, 22, 23, END);
    assertThat(ids("")).containsExactly(START, END);
  }

  @Test
  void what_lies_beyond_the_limit_is_left_out_and_the_end_stays() {
    assertThat(tokenizer.ids("fahr ".repeat(1_000), 8)).hasSize(8).startsWith(START).endsWith(END);
  }

  @Test
  void a_vocabulary_without_marks_is_refused() {
    assertThatThrownBy(() -> new UnigramTokenizer(Map.of("a", new Piece(0, 0)), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("<s>");
  }

  private long[] ids(String text) {
    return tokenizer.ids(text, 64);
  }

  private static Map<String, Piece> pieces() {
    Map<String, Piece> pieces = new HashMap<>();
    pieces.put("<s>", new Piece(START, 0));
    pieces.put("</s>", new Piece(END, 0));
    pieces.put("<unk>", new Piece(UNKNOWN, 0));
    pieces.put("\u2581fahr", new Piece(10, -4));
    pieces.put("rad", new Piece(11, -5));
    pieces.put("helm", new Piece(12, -6));
    pieces.put("\u2581helm", new Piece(13, -5));
    pieces.put("\u2581", new Piece(14, -3));
    int id = 20;
    for (char letter : "fahrdelm".toCharArray()) {
      pieces.putIfAbsent(String.valueOf(letter), new Piece(id++, -8));
    }
    return pieces;
  }
}
