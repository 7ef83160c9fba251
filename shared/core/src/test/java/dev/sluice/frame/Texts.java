package dev.sluice.frame;

import java.util.random.RandomGenerator;

/** Random well-formed text in which everything that JSON and UTF-8 treat specially is frequent. */
final class Texts {
  private static final int[] SPECIAL = {
    '"', '\\', '/', '\n', '\r', '\t', '\b', '\f', 0x7f, 0x80, 0x7ff, 0x800, 0x2028, 0x2029, 0xd7ff,
    0xe000, 0xfffd, 0xffff, 0x10000, 0x10ffff
  };

  private Texts() {}

  static String random(RandomGenerator random, int codePoints) {
    StringBuilder text = new StringBuilder();
    int style = random.nextInt(6);
    for (int i = 0; i < codePoints; i++) {
      text.appendCodePoint(codePoint(random, style == 5 ? random.nextInt(5) : style));
    }
    return text.toString();
  }

  private static int codePoint(RandomGenerator random, int style) {
    return switch (style) {
      case 0 -> 'a' + random.nextInt(26);
      case 1 -> 0x1F600 + random.nextInt(80);
      case 2 -> random.nextInt(0x20);
      case 3 -> 0x4E00 + random.nextInt(0x500);
      default -> SPECIAL[random.nextInt(SPECIAL.length)];
    };
  }
}
