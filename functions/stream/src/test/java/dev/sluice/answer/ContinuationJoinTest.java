package dev.sluice.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ContinuationJoinTest {
  private static final String SIXTEEN = "0123456789abcdef";

  @Test
  void the_start_is_held_back_only_while_it_can_be_an_overlap() {
    ContinuationJoin join = new ContinuationJoin("text before " + SIXTEEN);
    assertThat(join.next("0123")).isEmpty();
    assertThat(join.next("4567x")).isEqualTo("01234567x");
    assertThat(join.next("0123")).as("only at the start").isEqualTo("0123");
  }

  @Test
  void an_overlap_is_dropped_as_soon_as_it_is_one() {
    ContinuationJoin join = new ContinuationJoin("text before " + SIXTEEN);
    assertThat(join.next(SIXTEEN)).isEmpty();
    assertThat(join.next(" and on")).isEqualTo(" and on");
  }

  @Test
  void an_overlap_and_more_in_one_piece_leaves_what_is_more() {
    assertThat(new ContinuationJoin("before " + SIXTEEN).next(SIXTEEN + " and on"))
        .isEqualTo(" and on");
  }

  @Test
  void one_character_less_is_no_overlap() {
    String fifteen = SIXTEEN.substring(1);
    assertThat(new ContinuationJoin("text before " + fifteen).next(fifteen + "!"))
        .isEqualTo(fifteen + "!");
  }

  @Test
  void what_occurs_earlier_in_the_text_is_no_overlap() {
    ContinuationJoin join = new ContinuationJoin(SIXTEEN + " and then");
    assertThat(join.next(SIXTEEN)).as("could become the whole text again").isEmpty();
    assertThat(join.next("!")).isEqualTo(SIXTEEN + "!");
  }

  @Test
  void what_is_held_at_the_end_is_shown_unless_it_is_an_overlap() {
    ContinuationJoin join = new ContinuationJoin(SIXTEEN + " and then");
    assertThat(join.next("0123")).isEmpty();
    assertThat(join.end()).isEqualTo("0123");
    ContinuationJoin whole = new ContinuationJoin("x" + SIXTEEN + SIXTEEN);
    assertThat(whole.next(SIXTEEN)).isEmpty();
    assertThat(whole.end()).isEmpty();
  }

  @Test
  void the_longest_overlap_counts() {
    ContinuationJoin join = new ContinuationJoin("-".repeat(40));
    assertThat(join.next("-".repeat(40) + "end")).isEqualTo("end");
  }

  @Test
  void a_surrogate_pair_is_not_split_by_dropping() {
    String emojis = "😀".repeat(8);
    assertThat(new ContinuationJoin("x" + emojis).next(emojis + "😀!")).isEqualTo("😀!");
    assertThat(new ContinuationJoin("x" + emojis).next("😀".repeat(7) + "!"))
        .as("fourteen")
        .isEqualTo("😀".repeat(7) + "!");
  }

  @Test
  void however_the_continuation_is_cut_the_outcome_is_the_same() {
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      String before = random(random, 10 + random.nextInt(40));
      String repeated = before.substring(before.length() - Math.min(before.length(), 30));
      String continuation =
          repeated.substring(random.nextInt(repeated.length())) + random(random, 5);
      ContinuationJoin whole = new ContinuationJoin(before);
      String expected = whole.next(continuation) + whole.end();
      assertThat(continuation).endsWith(expected);
      ContinuationJoin join = new ContinuationJoin(before);
      StringBuilder actual = new StringBuilder();
      for (int at = 0; at < continuation.length(); ) {
        int end = Math.min(continuation.length(), at + 1 + random.nextInt(6));
        actual.append(join.next(continuation.substring(at, end)));
        at = end;
      }
      assertThat(actual + join.end()).as("seed %d", seed).isEqualTo(expected);
    }
  }

  private static String random(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(3)));
    }
    return text.toString();
  }
}
