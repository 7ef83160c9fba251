package dev.sluice.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WellFormedTextTest {
  private final WellFormedText text = new WellFormedText();

  @Test
  void a_pair_split_over_two_pieces_waits_for_its_other_half() {
    assertThat(text.next("a\uD83D")).isEqualTo("a");
    assertThat(text.next("\uDE00b")).isEqualTo("\uD83D\uDE00b");
    assertThat(text.end()).isEmpty();
  }

  @Test
  void halves_that_stand_alone_are_replaced() {
    assertThat(text.next("\uDE00a\uD83Db")).isEqualTo("\uFFFDa\uFFFDb");
    assertThat(text.next("\uD83D")).isEmpty();
    assertThat(text.next("\uD83D")).isEqualTo("\uFFFD");
    assertThat(text.end()).isEqualTo("\uFFFD");
  }

  @Test
  void however_a_text_is_cut_it_arrives_as_it_is() {
    String whole = "Grüße 😀👍🏽 שלום 日本\uD83D";
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      WellFormedText pieces = new WellFormedText();
      StringBuilder joined = new StringBuilder();
      int at = 0;
      while (at < whole.length()) {
        int end = Math.min(whole.length(), at + 1 + random.nextInt(3));
        joined.append(pieces.next(whole.substring(at, end)));
        assertThat(joined.toString()).doesNotContain("\uFFFD");
        at = end;
      }
      assertThat(joined + pieces.end()).isEqualTo("Grüße 😀👍🏽 שלום 日本\uFFFD");
    }
  }
}
