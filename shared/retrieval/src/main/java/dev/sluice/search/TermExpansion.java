package dev.sluice.search;

import dev.sluice.index.Analysis;
import dev.sluice.index.IndexFields;
import dev.sluice.search.WeightedTerm.Alternative;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.BoostAttribute;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.util.BytesRef;

/**
 * Finds what may stand for a question's words in one index: compounds written apart or together,
 * words of the same meaning, and, for words the index does not know, those spelled almost alike.
 * Owned by one search.
 */
final class TermExpansion {
  /** Where misspelled words are looked for; other fields hold the same words or numbers. */
  private static final List<String> SPELLING_FIELDS =
      List.of(IndexFields.TITLE, IndexFields.HEADING, IndexFields.BODY);

  private static final List<String> ALL_FIELDS =
      List.of(
          IndexFields.TITLE,
          IndexFields.HEADING,
          IndexFields.BRAND,
          IndexFields.CATEGORY,
          IndexFields.ATTRIBUTES,
          IndexFields.FEATURES,
          IndexFields.BODY);

  private static final float COMPOUND_SHARE = 1f;
  private static final float SYNONYM_SHARE = 0.7f;
  private static final float SPELLING_SHARE = 0.8f;
  private static final int MAX_SPELLINGS = 3;
  private static final int MIN_PART_CHARS = 3;
  private static final int MIN_SPELLING_CHARS = 4;
  private static final int MIN_TWO_EDITS_CHARS = 8;

  private final IndexReader reader;

  TermExpansion(IndexReader reader) {
    this.reader = reader;
  }

  /** The question's terms with their alternatives. */
  List<WeightedTerm> expand(Wording wording, float weight) throws IOException {
    Map<String, List<Alternative>> joined = joined(wording);
    List<WeightedTerm> terms = new ArrayList<>();
    for (String term : wording.terms()) {
      List<Alternative> alternatives = new ArrayList<>(joined.getOrDefault(term, List.of()));
      for (String synonym : Synonyms.of(term)) {
        alternatives.add(new Alternative(synonym, SYNONYM_SHARE));
      }
      if (!known(term)) {
        alternatives.addAll(split(term));
        if (alternatives.isEmpty()) {
          alternatives.addAll(spellings(term));
        }
      }
      terms.add(new WeightedTerm(term, weight, alternatives));
    }
    return terms;
  }

  /** {@code head set}: each part may also be {@code headset}. */
  private Map<String, List<Alternative>> joined(Wording wording) throws IOException {
    Map<String, List<Alternative>> joined = new HashMap<>();
    List<String> words = wording.words();
    for (int i = 0; i + 1 < words.size(); i++) {
      List<String> whole = Analysis.terms(words.get(i) + words.get(i + 1));
      if (whole.size() == 1 && known(whole.getFirst())) {
        Alternative alternative = new Alternative(whole.getFirst(), COMPOUND_SHARE);
        for (String part : Analysis.terms(words.get(i) + " " + words.get(i + 1))) {
          joined.computeIfAbsent(part, key -> new ArrayList<>()).add(alternative);
        }
      }
    }
    return joined;
  }

  /** {@code phonecase}: the two known words it may be made of. */
  private List<Alternative> split(String term) throws IOException {
    List<Alternative> best = List.of();
    int bestFrequency = 0;
    for (int at = MIN_PART_CHARS; at <= term.length() - MIN_PART_CHARS; at++) {
      List<String> head = Analysis.terms(term.substring(0, at));
      List<String> tail = Analysis.terms(term.substring(at));
      if (head.size() == 1 && tail.size() == 1) {
        int frequency = Math.min(frequency(head.getFirst()), frequency(tail.getFirst()));
        if (frequency > bestFrequency) {
          bestFrequency = frequency;
          best =
              List.of(
                  new Alternative(head.getFirst(), COMPOUND_SHARE / 2),
                  new Alternative(tail.getFirst(), COMPOUND_SHARE));
        }
      }
    }
    return best;
  }

  private List<Alternative> spellings(String term) throws IOException {
    if (term.length() < MIN_SPELLING_CHARS || term.chars().anyMatch(Character::isDigit)) {
      return List.of();
    }
    int edits = term.length() >= MIN_TWO_EDITS_CHARS ? 2 : 1;
    Map<String, Float> found = new HashMap<>();
    for (String field : SPELLING_FIELDS) {
      Terms terms = MultiTerms.getTerms(reader, field);
      if (terms != null) {
        FuzzyTermsEnum close = new FuzzyTermsEnum(terms, new Term(field, term), edits, 1, true);
        BoostAttribute closeness = close.attributes().addAttribute(BoostAttribute.class);
        for (BytesRef next = close.next(); next != null; next = close.next()) {
          float score = closeness.getBoost() + (float) Math.log1p(close.docFreq()) / 100;
          found.merge(next.utf8ToString(), score, Math::max);
        }
      }
    }
    return found.entrySet().stream()
        .sorted(Map.Entry.<String, Float>comparingByValue(Comparator.reverseOrder()))
        .limit(MAX_SPELLINGS)
        .map(entry -> new Alternative(entry.getKey(), SPELLING_SHARE))
        .toList();
  }

  private boolean known(String term) throws IOException {
    return frequency(term.toLowerCase(Locale.ROOT)) > 0;
  }

  private int frequency(String term) throws IOException {
    int frequency = 0;
    for (String field : ALL_FIELDS) {
      frequency = Math.max(frequency, reader.docFreq(new Term(field, term)));
    }
    return frequency;
  }
}
