package dev.sluice.answer;

import java.util.Set;

/**
 * Something of a passage that can be quoted: a sentence, or a product's attribute.
 *
 * @param passage the passage's number, from 1
 * @param text as it stands in the passage, on one line
 * @param words what it is compared by
 * @param heading words of the title and the heading it stands under
 * @param gist words that it is the gist of: of the heading whose first sentence it is
 */
record Quote(int passage, String text, Set<String> words, Set<String> heading, Set<String> gist) {
  static Quote of(int passage, String text, Set<String> heading) {
    return new Quote(passage, text, Words.of(text), heading, Set.of());
  }

  /** The same as the first sentence under a heading of these words. */
  Quote leading(Set<String> heading) {
    return new Quote(passage, text, words, this.heading, heading);
  }

  /** Whether both say nearly the same: three quarters of the words of the shorter are shared. */
  boolean isLike(Quote other) {
    long shared = words.stream().filter(other.words::contains).count();
    return shared * 4 >= Math.min(words.size(), other.words.size()) * 3L;
  }
}
