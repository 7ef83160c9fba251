package dev.sluice.answer;

/**
 * Makes well-formed UTF-16 of one call's pieces: a high surrogate at the end of a piece waits for
 * its other half, one that stands alone becomes U+FFFD. Used by one thread.
 */
final class WellFormedText {
  private static final char REPLACEMENT = '\uFFFD';

  /** The high surrogate that waits, or empty. Owned by the thread that feeds the pieces. */
  private String held = "";

  /** What can be shown of the text with this piece; possibly empty. */
  String next(String piece) {
    String text = held + piece;
    held = "";
    if (!text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1))) {
      held = text.substring(text.length() - 1);
      text = text.substring(0, text.length() - 1);
    }
    return repair(text);
  }

  /** What is left to show when the model has said that its answer is over. */
  String end() {
    String text = repair(held);
    held = "";
    return text;
  }

  private static String repair(String text) {
    StringBuilder repaired = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else {
        repaired = repaired == null ? new StringBuilder(text) : repaired;
        repaired.setCharAt(i, REPLACEMENT);
      }
    }
    return repaired == null ? text : repaired.toString();
  }
}
