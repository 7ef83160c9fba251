package dev.sluice.search;

import dev.sluice.index.Analysis;
import dev.sluice.index.Language;
import dev.sluice.search.WeightedTerm.Alternative;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what may stand for a question's words in one index: compounds written apart or together,
 * words of the same meaning, and, for words the index does not know, those spelled almost alike.
 * Owned by one search.
 */
final class TermExpansion {
  /** A word in more documents than this is a usual spelling. */
  private static final int RARE = 10;

  private static final float SYNONYM_SHARE = 0.7f;
  private static final float SPELLING_SHARE = 0.8f;
  private static final int MAX_SPELLINGS = 3;
  private static final int MIN_PART_CHARS = 3;
  private static final int MIN_SPELLING_CHARS = 4;
  private static final int MIN_TWO_EDITS_CHARS = 8;

  private final TermStatistics statistics;
  private final List<Language> languages;

  /**
   * @param languages of the index
   */
  TermExpansion(TermStatistics statistics, List<Language> languages) {
    this.statistics = statistics;
    this.languages = languages;
  }

  /** The languages of the index. */
  List<Language> languages() {
    return languages;
  }

  /** The question's terms with their alternatives. */
  List<WeightedTerm> expand(Wording wording, float weight) throws IOException {
    statistics.prepare(likely(wording));
    Map<String, List<Alternative>> joined = joined(wording);
    otherLanguages(wording)
        .forEach(
            (term, stems) -> joined.computeIfAbsent(term, key -> new ArrayList<>()).addAll(stems));
    List<WeightedTerm> terms = new ArrayList<>();
    for (String term : wording.terms()) {
      List<Alternative> alternatives = new ArrayList<>(joined.getOrDefault(term, List.of()));
      Set<String> synonyms = wording.language() == Language.ENGLISH ? Synonyms.of(term) : Set.of();
      for (String synonym : synonyms) {
        alternatives.add(Alternative.of(synonym, SYNONYM_SHARE * balance(term, synonym)));
      }
      int frequency = frequency(term);
      if (frequency <= RARE) {
        alternatives.addAll(split(term, frequency, wording.language()));
      }
      if (frequency == 0 && alternatives.isEmpty()) {
        alternatives.addAll(spellings(term));
      }
      terms.add(new WeightedTerm(term, weight, alternatives));
    }
    return terms;
  }

  /** The terms whose frequencies are asked for in any case. */
  private Set<String> likely(Wording wording) {
    List<String> words = wording.words();
    Set<String> likely = new HashSet<>(wording.terms());
    if (wording.language() == Language.ENGLISH) {
      wording.terms().forEach(term -> likely.addAll(Synonyms.of(term)));
    }
    for (Language language : languages) {
      likely.addAll(Analysis.terms(String.join(" ", words), language));
    }
    for (int i = 0; i + 1 < words.size(); i++) {
      likely.addAll(Analysis.terms(words.get(i) + words.get(i + 1), wording.language()));
    }
    return likely;
  }

  /**
   * A rare alternative must not count for more than the word itself, as rare words otherwise do.
   */
  private double balance(String term, String alternative) throws IOException {
    return Math.min(1, rarity(term) / rarity(alternative));
  }

  /** The inverse document frequency as BM25 has it. */
  double rarity(String term) throws IOException {
    int frequency = frequency(term);
    return Math.log1p((statistics.size() - frequency + 0.5) / (frequency + 0.5));
  }

  /** The stems that the words have by the rules of the index's other languages. */
  private Map<String, List<Alternative>> otherLanguages(Wording wording) throws IOException {
    Map<String, List<Alternative>> others = new HashMap<>();
    for (Language language : languages) {
      for (String word : language == wording.language() ? List.<String>of() : wording.words()) {
        List<String> own = Analysis.terms(word, wording.language());
        List<String> other = Analysis.terms(word, language);
        if (own.size() == 1 && other.size() == 1 && !own.equals(other)) {
          double share =
              frequency(other.getFirst()) == 0 ? 0 : balance(own.getFirst(), other.getFirst());
          if (share > 0) {
            others
                .computeIfAbsent(own.getFirst(), key -> new ArrayList<>())
                .add(Alternative.of(other.getFirst(), share));
          }
        }
      }
    }
    return others;
  }

  /** {@code head set}: each part may also be {@code headset}, if that is how it is written here. */
  private Map<String, List<Alternative>> joined(Wording wording) throws IOException {
    Map<String, List<Alternative>> joined = new HashMap<>();
    List<String> words = wording.words();
    for (int i = 0; i + 1 < words.size(); i++) {
      List<String> whole = Analysis.terms(words.get(i) + words.get(i + 1), wording.language());
      List<String> parts =
          Analysis.terms(words.get(i) + " " + words.get(i + 1), wording.language());
      if (whole.size() == 1 && parts.size() == 2) {
        int frequency = frequency(whole.getFirst());
        if (frequency > 0 && frequency >= adjacent(parts)) {
          for (String part : parts) {
            joined
                .computeIfAbsent(part, key -> new ArrayList<>())
                .add(Alternative.of(whole.getFirst(), balance(part, whole.getFirst())));
          }
        }
      }
    }
    return joined;
  }

  /** {@code phonecase}: the two words it is made of, if that is how it is written here. */
  private List<Alternative> split(String term, int frequency, Language language)
      throws IOException {
    List<Alternative> best = List.of();
    int most = frequency;
    for (int at = MIN_PART_CHARS; at <= term.length() - MIN_PART_CHARS; at++) {
      String apart = term.substring(0, at) + " " + term.substring(at);
      List<String> parts = Analysis.terms(apart, language);
      if (parts.size() == 2 && frequency(parts.get(0)) > 0 && frequency(parts.get(1)) > 0) {
        int together = adjacent(parts);
        if (together > most) {
          most = together;
          best = List.of(new Alternative(parts, 1));
        }
      }
    }
    return best;
  }

  private int adjacent(List<String> parts) throws IOException {
    return statistics.adjacent(parts.get(0), parts.get(1));
  }

  private List<Alternative> spellings(String term) throws IOException {
    if (term.length() < MIN_SPELLING_CHARS || term.chars().anyMatch(Character::isDigit)) {
      return List.of();
    }
    int edits = term.length() >= MIN_TWO_EDITS_CHARS ? 2 : 1;
    Map<String, Float> found = statistics.alike(term, edits);
    return found.entrySet().stream()
        .sorted(Map.Entry.<String, Float>comparingByValue(Comparator.reverseOrder()))
        .limit(MAX_SPELLINGS)
        .map(entry -> Alternative.of(entry.getKey(), SPELLING_SHARE))
        .toList();
  }

  private int frequency(String term) throws IOException {
    return statistics.frequency(term);
  }
}
