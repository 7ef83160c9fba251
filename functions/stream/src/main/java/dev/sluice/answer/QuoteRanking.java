package dev.sluice.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ranks quotes by the words they share with the question, rare words counting more (inverse
 * document frequency among the quotes), and a little by their passage's rank.
 */
final class QuoteRanking {
  /** How much the first passage is worth beside all the words of the question. */
  private static final double RANK_WEIGHT = 0.15;

  private final Set<String> question;
  private final List<Quote> quotes;
  private final Map<String, Integer> frequency = new HashMap<>();

  QuoteRanking(Set<String> question, List<Quote> quotes) {
    this.question = question;
    this.quotes = quotes;
    for (Quote quote : quotes) {
      quote.words().forEach(word -> frequency.merge(word, 1, Integer::sum));
    }
  }

  /** The best quotes, at most two of a passage, none nearly the same as a better one. */
  List<Quote> best(int limit) {
    List<Quote> sorted = new ArrayList<>(quotes);
    sorted.sort(Comparator.comparingDouble(this::score).reversed());
    List<Quote> best = new ArrayList<>();
    for (Quote quote : sorted) {
      long ofSamePassage = best.stream().filter(b -> b.passage() == quote.passage()).count();
      if (ofSamePassage < 2 && best.stream().noneMatch(quote::isLike) && best.size() < limit) {
        best.add(quote);
      }
    }
    return best;
  }

  /** Whether the quote has a word of the question. */
  boolean matches(Quote quote) {
    return quote.words().stream().anyMatch(question::contains);
  }

  private double score(Quote quote) {
    double all = question.stream().mapToDouble(this::idf).sum();
    double shared = question.stream().filter(quote.words()::contains).mapToDouble(this::idf).sum();
    return (all > 0 ? shared / all : 0) + RANK_WEIGHT / quote.passage();
  }

  private double idf(String word) {
    return Math.log1p((quotes.size() + 1.0) / (frequency.getOrDefault(word, 0) + 0.5));
  }
}
