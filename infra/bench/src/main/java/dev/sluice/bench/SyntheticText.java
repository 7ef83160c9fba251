package dev.sluice.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Words and sentences that mean nothing but are spread as in a language: few are common and most
 * are rare (Zipf's law). The same seed makes the same texts. Used by one thread.
 */
final class SyntheticText {
  private static final String[] SYLLABLES =
      ("ba be bi bo ca ce co da de di do fa fe fi ga go ha he hi ka ke ki la le li lo ma me mi mo"
              + " na ne ni no pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi wa we za zo")
          .split(" ");

  /** As many as a language's words that say nothing. */
  private static final int COMMON = 100;

  private static final int MIN_SYLLABLES = 2;
  private static final int MORE_SYLLABLES = 3;

  private final Random random;
  private final List<String> words;

  /**
   * @param count how many different words there are
   */
  SyntheticText(long seed, int count) {
    random = new Random(seed);
    Set<String> made = new LinkedHashSet<>();
    while (made.size() < count) {
      StringBuilder word = new StringBuilder();
      int syllables = MIN_SYLLABLES + random.nextInt(MORE_SYLLABLES);
      for (int i = 0; i < syllables; i++) {
        word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
      }
      made.add(word.toString());
    }
    words = new ArrayList<>(made);
  }

  /** A word; the one of rank r comes about 1/r as often as the first. */
  String word() {
    return words.get(rank());
  }

  private int rank() {
    return (int) Math.pow(words.size(), random.nextDouble()) - 1;
  }

  /** So many words as questions have them beside "the" and "of": none of the commonest. */
  String tellingWords(int count) {
    List<String> some = new ArrayList<>();
    while (some.size() < count) {
      int rank = rank();
      if (rank >= COMMON) {
        some.add(words.get(rank));
      }
    }
    return String.join(" ", some);
  }

  /** So many words. */
  String words(int count) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(word());
    }
    return String.join(" ", some);
  }

  /** Sentences of so many words in all. */
  String sentences(int count) {
    StringBuilder text = new StringBuilder();
    for (int left = count; left > 0; left -= 12) {
      String sentence = words(Math.min(left, 12));
      text.append(Character.toUpperCase(sentence.charAt(0))).append(sentence.substring(1));
      text.append(". ");
    }
    return text.toString().strip();
  }

  /** A whole number from 0 to below the bound. */
  int number(int bound) {
    return random.nextInt(bound);
  }
}
