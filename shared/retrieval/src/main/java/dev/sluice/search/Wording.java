package dev.sluice.search;

import dev.sluice.index.Analysis;
import dev.sluice.index.Identifiers;
import dev.sluice.index.Language;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A question's words.
 *
 * @param words as they were written, without punctuation at their ends, those that say nothing left
 *     out; all of them when there are no others
 * @param language by whose rules they are reduced to terms
 */
record Wording(List<String> words, Language language) {
  /** A pasted page must not become a query of thousands of clauses. */
  private static final int MAX_WORDS = 64;

  /** Model numbers are written in up to so many parts: {@code WH 1000 XM 4}. */
  private static final int MAX_IDENTIFIER_PARTS = 4;

  private static final int MIN_IDENTIFIER_CHARS = 4;
  private static final int MIN_NUMBER_CHARS = 5;
  private static final Pattern EDGES = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{M}\\p{N}]+$");

  Wording {
    words = List.copyOf(words);
  }

  /** Reads a question. */
  static Wording of(String question, Language language) {
    List<String> all = new ArrayList<>();
    for (String part : question.strip().split("\\s+")) {
      String word = EDGES.matcher(part).replaceAll("");
      if (!word.isEmpty() && all.size() < MAX_WORDS) {
        all.add(word);
      }
    }
    List<String> telling =
        all.stream().filter(word -> !isIdle(word.toLowerCase(Locale.ROOT), language)).toList();
    return new Wording(telling.isEmpty() ? all : telling, language);
  }

  private static boolean isIdle(String word, Language language) {
    return language == Language.ENGLISH ? EnglishWords.isIdle(word) : language.isCommon(word);
  }

  /** The index terms of all words, each once, in order. */
  Set<String> terms() {
    return new LinkedHashSet<>(Analysis.terms(String.join(" ", words), language));
  }

  /** What of the question could be an identifier, as the index writes them. */
  Set<String> identifiers() {
    Set<String> keys = new LinkedHashSet<>();
    for (int from = 0; from < words.size(); from++) {
      StringBuilder joined = new StringBuilder();
      int end = Math.min(words.size(), from + MAX_IDENTIFIER_PARTS);
      for (int to = from; to < end; to++) {
        joined.append(Identifiers.key(words.get(to)));
        if (couldIdentify(joined)) {
          keys.add(joined.toString());
        }
      }
    }
    return keys;
  }

  private static boolean couldIdentify(CharSequence key) {
    long digits = key.chars().filter(Character::isDigit).count();
    return digits > 0
        && key.length() >= (digits == key.length() ? MIN_NUMBER_CHARS : MIN_IDENTIFIER_CHARS);
  }
}
