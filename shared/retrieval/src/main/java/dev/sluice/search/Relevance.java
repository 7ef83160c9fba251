package dev.sluice.search;

import dev.sluice.index.Analysis;
import dev.sluice.index.Language;
import dev.sluice.session.Passage;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How likely a passage is about the question at all, from 0 to 1, comparable between questions as
 * fused ranks are not: the mean of the share of the question's words it has, rare words counting
 * more, and of the nearness of their meanings if those are known. Of an article's question the
 * words beside its name say whether it is answered, so they count once more. Owned by one search.
 */
final class Relevance {
  /** Makes the share of words alone mean about as much as its mean with the meanings' nearness. */
  private static final double WORDS_ONLY = 0.8;

  /** What an article loses that is named but has none of the other words that were asked for. */
  private static final double UNANSWERED = 0.2;

  private final SearchedIndex index;
  private final List<WeightedTerm> terms;
  private final Map<String, Double> worth = new HashMap<>(); // of each term
  private final List<Language> languages;
  private final Optional<byte[]> vector;

  Relevance(
      SearchedIndex index,
      List<WeightedTerm> terms,
      TermExpansion expansion,
      Optional<byte[]> vector)
      throws IOException {
    this.index = index;
    this.terms = terms;
    this.languages = expansion.languages();
    this.vector = vector;
    for (WeightedTerm term : terms) {
      worth.put(term.term(), term.weight() * expansion.rarity(term.term()));
    }
  }

  /** The passage with what was found out about it in its metadata. */
  Passage rated(Passage passage, int document) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>(passage.metadata());
    Set<String> named = words(named(passage));
    Set<String> words = words(passage.content());
    words.addAll(named);
    double covered = covered(words, Set.of());
    double about =
        vector.isEmpty()
            ? Math.pow(covered, WORDS_ONLY)
            : (covered + Math.clamp(index.nearness(document, vector.get()), 0, 1)) / 2;
    boolean article = "product".equals(metadata.get("kind"));
    double unanswered = article ? 1 - covered(words, named) : 0;
    double relevance = Math.max(0, about - UNANSWERED * unanswered);
    metadata.put(Retrieval.RELEVANCE, String.format(Locale.ROOT, "%.3f", relevance));
    return new Passage(
        passage.content(),
        passage.source(),
        passage.score(),
        passage.title(),
        passage.url(),
        metadata);
  }

  /** What says which article or section it is. */
  private static String named(Passage passage) {
    Map<String, String> metadata = passage.metadata();
    return String.join(
        " ",
        passage.title(),
        metadata.getOrDefault("section", ""),
        metadata.getOrDefault("brand", ""),
        metadata.getOrDefault("category", ""),
        passage.source());
  }

  private Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    languages.forEach(language -> words.addAll(Analysis.terms(text, language)));
    return words;
  }

  /**
   * The share of the question's words among these; of those that are passed over nothing counts.
   */
  private double covered(Set<String> words, Set<String> passedOver) {
    double all = 0;
    double found = 0;
    for (WeightedTerm term : terms) {
      if (!passedOver.contains(term.term())) {
        double value = worth.getOrDefault(term.term(), 0d);
        all += value;
        found += words.contains(term.term()) ? value : value * share(term, words);
      }
    }
    return all > 0 ? found / all : passedOver.isEmpty() ? 0 : 1;
  }

  private static double share(WeightedTerm term, Set<String> words) {
    return term.alternatives().stream()
        .filter(alternative -> words.containsAll(alternative.terms()))
        .mapToDouble(WeightedTerm.Alternative::share)
        .max()
        .orElse(0);
  }
}
