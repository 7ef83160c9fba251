package dev.sluice.answer.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.answer.provider.EventAssembler.Framing;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes to events, fed whole and byte by byte. */
class EventDecodingTest {
  private static final String STREAM =
      "\uFEFFdata: one\n\n"
          + ": a comment\r\n\r\n"
          + "event: named\r\ndata:two\r\ndata: and more\r\nid: 7\r\nretry: 5\r\n\r\n"
          + "data: Grüße 😀\r\r"
          + "event: empty\ndata\n\n"
          + "event: forgotten\n\n"
          + "data: last\n\n"
          + "data: unfinished\n";

  private static final List<String> EVENTS =
      List.of("null|one", "named|two\nand more", "null|Grüße 😀", "null|last");

  @Test
  void events_are_the_same_however_their_bytes_are_cut() throws IOException {
    byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    for (int size = 1; size <= bytes.length; size++) {
      assertThat(events(Framing.SERVER_SENT_EVENTS, bytes, size)).as("%d", size).isEqualTo(EVENTS);
    }
  }

  @Test
  void lines_are_events_of_their_own() throws IOException {
    byte[] bytes = "{\"a\":1}\n\r\n{\"b\":2}\r\n{\"c\"".getBytes(StandardCharsets.UTF_8);
    for (int size = 1; size <= bytes.length; size++) {
      assertThat(events(Framing.LINES, bytes, size))
          .containsExactly("null|{\"a\":1}", "null|{\"b\":2}");
    }
  }

  @Test
  void half_a_character_at_the_end_is_nothing_and_in_the_middle_an_error() throws IOException {
    byte[] emoji = "data: 😀".getBytes(StandardCharsets.UTF_8);
    byte[] half = Arrays.copyOf(emoji, emoji.length - 1);
    assertThat(events(Framing.SERVER_SENT_EVENTS, half, 3)).isEmpty();
    byte[] broken = Arrays.copyOf(half, half.length + 1);
    broken[half.length] = '\n';
    assertThatThrownBy(() -> events(Framing.SERVER_SENT_EVENTS, broken, 3))
        .isInstanceOf(CharacterCodingException.class);
  }

  @Test
  void a_line_without_end_is_an_error() {
    byte[] endless = new byte[LineDecoder.MAX_LINE_BYTES + 1];
    Arrays.fill(endless, (byte) 'x');
    assertThatThrownBy(() -> events(Framing.SERVER_SENT_EVENTS, endless, 8_192))
        .isInstanceOf(IOException.class);
  }

  private static List<String> events(Framing framing, byte[] bytes, int size) throws IOException {
    LineDecoder lines = new LineDecoder();
    EventAssembler assembler = new EventAssembler(framing);
    List<String> events = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += size) {
      lines.feed(
          Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)),
          line -> assembler.next(line).ifPresent(e -> events.add(e.event() + "|" + e.data())));
    }
    return events;
  }
}
