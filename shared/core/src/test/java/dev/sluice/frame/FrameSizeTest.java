package dev.sluice.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.session.StreamId;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is counted before encoding is what the encoder writes. */
final class FrameSizeTest {
  private static final StreamId ID = new StreamId(Messages.ID);
  private static final int ROUNDS = 3_000;

  @Test
  void the_bytes_counted_are_the_bytes_written() {
    Random random = new Random(11);
    int empty = encoded("").length;
    for (int round = 0; round < ROUNDS; round++) {
      String text = Texts.random(random, random.nextInt(round % 50 == 0 ? 30_000 : 300));
      assertThat(FrameSize.bytes(text))
          .as("seed 11, round %d", round)
          .isEqualTo(encoded(text).length - empty);
    }
  }

  @Test
  void pairs_stay_whole_wherever_the_encoders_buffers_end() {
    for (int before = 0; before < 16; before++) {
      String text = "x".repeat(before) + "\uD83D\uDE00".repeat(20_000);
      assertThat(encoded(text).length - encoded("").length).isEqualTo(before + 80_000);
    }
  }

  @Test
  void every_control_and_every_ascii_character_is_counted() {
    int empty = encoded("").length;
    for (char c = 0; c < 0x900; c++) {
      String text = String.valueOf(c);
      assertThat(FrameSize.bytes(text))
          .as("U+%04X", (int) c)
          .isEqualTo(encoded(text).length - empty);
    }
  }

  @Test
  void pieces_are_as_long_as_they_may_be_and_never_split_a_pair() {
    Random random = new Random(12);
    for (int round = 0; round < ROUNDS; round++) {
      String text = Texts.random(random, random.nextInt(400));
      int max = 6 + random.nextInt(100);
      StringBuilder joined = new StringBuilder();
      int from = 0;
      while (from < text.length()) {
        int to = FrameSize.pieceEnd(text, from, max);
        String piece = text.substring(from, to);
        assertThat(piece).isNotEmpty();
        assertThat(FrameSize.bytes(piece)).isLessThanOrEqualTo(max);
        assertThat(Character.isHighSurrogate(text.charAt(to - 1))).isFalse();
        if (to < text.length()) {
          int next = to + Character.charCount(text.codePointAt(to));
          assertThat(FrameSize.bytes(text.substring(from, next))).isGreaterThan(max);
        }
        joined.append(piece);
        from = to;
      }
      assertThat(joined.toString()).isEqualTo(text);
    }
  }

  @Test
  void a_piece_that_fits_exactly_is_taken_whole() {
    assertThat(FrameSize.pieceEnd("abc", 0, 3)).isEqualTo(3);
    assertThat(FrameSize.pieceEnd("abc", 0, 2)).isEqualTo(2);
    assertThat(FrameSize.pieceEnd("a\uD83D\uDE00", 0, 5)).isEqualTo(3);
    assertThat(FrameSize.pieceEnd("a\uD83D\uDE00", 0, 4)).isEqualTo(1);
    assertThat(FrameSize.pieceEnd("a\"", 0, 2)).isEqualTo(1);
    assertThat(FrameSize.pieceEnd("", 0, 2)).isZero();
    assertThat(FrameSize.pieceEnd("abc", 3, 2)).isEqualTo(3);
  }

  @Test
  void the_largest_token_frame_stays_within_24_kilobytes() {
    for (String unit : new String[] {"a", "\u0000", "\uD83D\uDE00", "\u4E00", "\""}) {
      String text = unit.repeat(30_000);
      String piece = text.substring(0, FrameSize.pieceEnd(text, 0, FrameSize.MAX_TOKEN_BYTES));
      byte[] frame =
          FrameEncoder.encode(
              new ServerFrame.StreamToken(ID, Integer.MAX_VALUE, Integer.MAX_VALUE, piece, false));
      assertThat(frame.length).isLessThanOrEqualTo(24 * 1024).isGreaterThan(23 * 1024);
    }
  }

  @Test
  void the_longest_answer_fits_into_one_message_of_the_gateway() {
    assertThat(FrameSize.MAX_ANSWER_BYTES + 32 * 1024).isLessThan(128 * 1024);
  }

  private static byte[] encoded(String text) {
    return FrameEncoder.encode(new ServerFrame.StreamToken(ID, 1, 0, text, false));
  }
}
