package dev.sluice.answer.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Takes a stream of bytes apart into lines of UTF-8, however the bytes are cut. A line exists when
 * its end has come, so a character that is cut in two by the end of the stream never appears; one
 * that is not UTF-8 is an error, never U+FFFD. Lines end with LF, CR or both. One thread.
 */
final class LineDecoder {
  /** An event of a token is some hundred bytes; a provider that sends this much is broken. */
  static final int MAX_LINE_BYTES = 1024 * 1024;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /** A decoder that reports what is malformed: that is what a new one does. */
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();

  /** Whether the last byte was a CR, after which an LF means nothing. */
  private boolean afterCr;

  /**
   * Takes the next bytes and passes on each line that they complete.
   *
   * @throws CharacterCodingException if a line is not UTF-8
   * @throws IOException if a line is longer than {@value #MAX_LINE_BYTES} bytes
   */
  void feed(byte[] bytes, Consumer<String> lines) throws IOException {
    for (byte b : bytes) {
      if (b == '\n' && afterCr) {
        afterCr = false;
        continue;
      }
      afterCr = b == '\r';
      if (b == '\n' || b == '\r') {
        String text = utf8.decode(ByteBuffer.wrap(line.toByteArray())).toString();
        line.reset();
        lines.accept(text);
      } else {
        line.write(b);
        if (line.size() > MAX_LINE_BYTES) {
          throw new IOException("Expected a line of at most " + MAX_LINE_BYTES + " bytes");
        }
      }
    }
  }
}
