package dev.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.frame.FrameSize;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer is well-formed at any moment, however its pieces are cut. */
final class AnswerTextTest {
  private static final int MAX = FrameSize.MAX_ANSWER_BYTES;

  static List<Arguments> pieces() {
    return List.of(
        Arguments.of("", ""),
        Arguments.of("abc", "abc"),
        Arguments.of("a\uD83D\uDE00b", "a\uD83D\uDE00b"),
        Arguments.of("\uD83D", "\uFFFD"),
        Arguments.of("\uDE00", "\uFFFD"),
        Arguments.of("a\uDE00b", "a\uFFFDb"),
        Arguments.of("a\uD83Db", "a\uFFFDb"),
        Arguments.of("\uD83D\uD83D\uDE00", "\uFFFD\uD83D\uDE00"),
        Arguments.of("\uD83D\uDE00\uDE00", "\uD83D\uDE00\uFFFD"),
        Arguments.of("\uDE00\uD83D", "\uFFFD\uFFFD"),
        Arguments.of("\uD83D\uD83D\uD83D", "\uFFFD\uFFFD\uFFFD"));
  }

  @ParameterizedTest
  @MethodSource("pieces")
  void lone_halves_are_replaced_whether_it_comes_whole_or_char_by_char(
      String piece, String expected) {
    assertThat(whole(piece)).isEqualTo(expected);
    assertThat(charByChar(piece)).isEqualTo(expected);
  }

  @Test
  void any_cut_gives_the_same_well_formed_text() throws CharacterCodingException {
    Random random = new Random(21);
    String alphabet = "ab\uD83D\uDE00\uD83D\uDE00\u00e4\u4e00";
    for (int round = 0; round < 5_000; round++) {
      StringBuilder said = new StringBuilder();
      AnswerText cut = new AnswerText("");
      int pieces = random.nextInt(8);
      for (int i = 0; i < pieces; i++) {
        StringBuilder piece = new StringBuilder();
        for (int chars = random.nextInt(6); chars > 0; chars--) {
          piece.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        said.append(piece);
        int before = cut.length();
        assertThat(cut.append(piece.toString())).isTrue();
        assertThat(cut.length()).isBetween(before, said.length());
        wellFormed(cut.toString());
      }
      cut.close();
      assertThat(cut.length()).as("each char counts as one").isEqualTo(said.length());
      assertThat(cut.toString()).isEqualTo(whole(said.toString()));
      assertThat(cut.toString()).isEqualTo(charByChar(said.toString()));
      wellFormed(cut.toString());
    }
  }

  @Test
  void what_was_saved_goes_on() {
    AnswerText text = new AnswerText("so far ");
    assertThat(text.append("and on")).isTrue();
    assertThat(text.toString()).isEqualTo("so far and on");
    assertThat(text.substring(7, 10)).isEqualTo("and");
  }

  @Test
  void the_longest_answer_is_taken_and_one_more_byte_is_not() {
    AnswerText text = new AnswerText("");
    assertThat(text.append("x".repeat(MAX))).isTrue();
    assertThat(text.append("")).isTrue();
    assertThat(text.append("x")).isFalse();
    assertThat(text.length()).isEqualTo(MAX);
  }

  @Test
  void what_was_saved_counts_towards_the_longest_answer() {
    AnswerText text = new AnswerText("\u0001".repeat(MAX / 6 - 1));
    assertThat(text.append("xxxxxx")).isTrue();
    assertThat(text.append("x")).isFalse();
  }

  @Test
  void the_limit_never_splits_a_pair() {
    AnswerText text = new AnswerText("x".repeat(MAX - 3));
    assertThat(text.append("\uD83D\uDE00")).isFalse();
    assertThat(text.length()).isEqualTo(MAX - 3);
    AnswerText room = new AnswerText("x".repeat(MAX - 4));
    assertThat(room.append("\uD83D")).isTrue();
    assertThat(room.append("\uDE00")).isTrue();
    assertThat(room.append("x")).isFalse();
  }

  @Test
  void half_a_pair_at_the_very_end_does_not_exceed_the_limit() {
    AnswerText text = new AnswerText("x".repeat(MAX - 1));
    assertThat(text.append("\uD83D")).isTrue();
    text.close();
    assertThat(FrameSize.bytes(text.toString())).isLessThanOrEqualTo(MAX);
  }

  @Test
  void a_frame_ends_at_its_limit_or_at_the_texts() {
    AnswerText text = new AnswerText("x".repeat(60_000));
    assertThat(text.frameEnd(0, 60_000)).isEqualTo(FrameSize.MAX_TOKEN_BYTES);
    assertThat(text.frameEnd(50_000, 60_000)).isEqualTo(60_000);
    assertThat(text.frameEnd(0, 5)).isEqualTo(5);
  }

  private static String whole(String piece) {
    AnswerText text = new AnswerText("");
    text.append(piece);
    text.close();
    return text.toString();
  }

  private static String charByChar(String piece) {
    AnswerText text = new AnswerText("");
    for (int i = 0; i < piece.length(); i++) {
      text.append(piece.substring(i, i + 1));
    }
    text.close();
    return text.toString();
  }

  private static void wellFormed(String text) throws CharacterCodingException {
    assertThat(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).limit())
        .isNotNegative();
  }
}
