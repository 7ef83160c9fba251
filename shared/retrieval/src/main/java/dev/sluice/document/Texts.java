package dev.sluice.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Bytes to text, and text to tidy text. */
final class Texts {
  private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0]+");

  private Texts() {}

  /**
   * Decodes UTF-8, or UTF-16 with a byte order mark.
   *
   * @throws UnreadableException if the bytes are neither, or are no text
   */
  static String decode(byte[] bytes) {
    Charset charset = StandardCharsets.UTF_8;
    int skip = 0;
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      skip = 3;
    } else if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
      charset = StandardCharsets.UTF_16;
    }
    ByteBuffer content = ByteBuffer.wrap(bytes, skip, bytes.length - skip);
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(content)
              .toString();
      if (text.indexOf('\0') >= 0) {
        throw new UnreadableException("Expected text but got binary data");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new UnreadableException(
          "Expected %s text but byte %d is none".formatted(charset, content.position()));
    }
  }

  /** One line: every run of white space becomes a space, none at the ends. */
  static String line(String text) {
    return SPACES.matcher(text).replaceAll(" ").strip();
  }

  private static boolean startsWith(byte[] bytes, int... first) {
    if (bytes.length < first.length) {
      return false;
    }
    for (int i = 0; i < first.length; i++) {
      if ((bytes[i] & 0xFF) != first[i]) {
        return false;
      }
    }
    return true;
  }
}
