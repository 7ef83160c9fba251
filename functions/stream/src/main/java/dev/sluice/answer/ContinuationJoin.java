package dev.sluice.answer;

/**
 * Joins a continuation to the text it continues. Models asked to go on often begin with the last
 * words they were given; an exact overlap of at least {@value #MIN_OVERLAP} characters is dropped,
 * nothing else. The start is held back while it could still turn out to be such an overlap. Both
 * texts are well-formed. Used by one thread.
 */
final class ContinuationJoin {
  /** Shorter repetitions are left alone: they may well be meant. */
  static final int MIN_OVERLAP = 16;

  private final String before;

  /** What has come and is not decided yet. Owned by the thread that feeds the pieces. */
  private final StringBuilder held = new StringBuilder();

  /** Whether the start is behind us and pieces pass as they are. Owned by the same thread. */
  private boolean joined;

  ContinuationJoin(String before) {
    this.before = before;
    this.joined = before.length() < MIN_OVERLAP;
  }

  /** What can be shown with this piece; possibly empty. */
  String next(String piece) {
    if (joined) {
      return piece;
    }
    held.append(piece);
    return couldStillOverlap() ? "" : end();
  }

  /** Decides what is held: what is left to show when nothing more comes. */
  String end() {
    joined = true;
    String text = held.substring(overlap());
    held.setLength(0);
    return text;
  }

  /** Whether the held text occurs in the text before with more to come after it. */
  private boolean couldStillOverlap() {
    int at = before.indexOf(held.toString());
    return at >= 0 && at + held.length() < before.length();
  }

  /** The length of the longest end of the text before that the held text begins with. */
  private int overlap() {
    String start = held.toString();
    for (int n = Math.min(start.length(), before.length()); n >= MIN_OVERLAP; n--) {
      if (before.regionMatches(before.length() - n, start, 0, n)) {
        return n;
      }
    }
    return 0;
  }
}
