package dev.sluice.matrix;

import java.util.List;

/** Whether a text can have come from models that were called one after another. Pure. */
final class Composition {
  private Composition() {}

  /**
   * @param said what each call could have said, in order; each goes on from where the text was
   * @param whole whether the last call has said all
   */
  static boolean isPossible(String text, List<String> said, boolean whole) {
    if (said.isEmpty()) {
      return text.isEmpty();
    }
    String last = said.getLast();
    List<String> before = said.subList(0, said.size() - 1);
    for (int length = last.length(); length >= 0; length--) {
      boolean ends = text.endsWith(last.substring(0, length));
      if (ends && isPossible(text.substring(0, text.length() - length), before, false)) {
        return true;
      }
      if (whole) {
        // a call that came after the end of an answer, and was ended at once, has said nothing
        return isPossible(text, before, true);
      }
    }
    return false;
  }
}
