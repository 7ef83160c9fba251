package dev.sluice.relay;

import dev.sluice.frame.FrameSize;

/**
 * An answer as it grows, in UTF-16 code units. It only ever holds well-formed text: a trailing high
 * surrogate is held back until its other half comes, and a lone one becomes U+FFFD before it is
 * counted. Not thread-safe; the relay's lock guards it.
 */
final class AnswerText {
  private static final char REPLACEMENT = '\uFFFD';

  /** All that counts. */
  private final StringBuilder text;

  /** What {@link #text} takes as the content of a JSON string. */
  private int bytes;

  /** A high surrogate that waits for its other half, or 0. */
  private char held;

  AnswerText(String soFar) {
    this.text = new StringBuilder(soFar);
    this.bytes = FrameSize.bytes(soFar);
  }

  /**
   * Adds a piece.
   *
   * @return false when the longest answer is reached: the rest is dropped
   */
  boolean append(String piece) {
    StringBuilder wellFormed = new StringBuilder(piece.length() + 1);
    for (int i = 0; i < piece.length(); i++) {
      add(piece.charAt(i), wellFormed);
    }
    int room = FrameSize.MAX_ANSWER_BYTES - bytes;
    int end = FrameSize.pieceEnd(wellFormed, 0, room);
    text.append(wellFormed, 0, end);
    bytes += FrameSize.bytes(wellFormed.substring(0, end));
    return end == wellFormed.length();
  }

  private void add(char c, StringBuilder wellFormed) {
    if (Character.isLowSurrogate(c) && held != 0) {
      wellFormed.append(held).append(c);
      held = 0;
      return;
    }
    if (held != 0) {
      wellFormed.append(REPLACEMENT);
      held = 0;
    }
    if (Character.isHighSurrogate(c)) {
      held = c;
    } else {
      wellFormed.append(Character.isLowSurrogate(c) ? REPLACEMENT : c);
    }
  }

  /** No more comes: what was held back is alone for good. */
  void close() {
    if (held != 0) {
      held = 0;
      append(String.valueOf(REPLACEMENT));
    }
  }

  int length() {
    return text.length();
  }

  /** Where a frame that begins at the offset must end. */
  int frameEnd(int from, int limit) {
    return Math.min(limit, FrameSize.pieceEnd(text, from, FrameSize.MAX_TOKEN_BYTES));
  }

  String substring(int from, int to) {
    return text.substring(from, to);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
