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

  /** How much a word in the heading above a quote counts beside one in the quote. */
  private static final double HEADING_WEIGHT = 0.4;

  /** A question of no more words asks for the gist, which stands first on a page. */
  private static final int BROAD_WORDS = 2;

  private static final double LEAD_WEIGHT = 0.2;

  /** A quote worth less than this part of the best one would only distract from it. */
  private static final double MIN_SHARE = 0.4;

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

  /**
   * The best quotes, at most two of a passage, none nearly the same as a better one, and none that
   * is far behind the best.
   */
  List<Quote> best(int limit) {
    List<Quote> sorted = new ArrayList<>(quotes);
    sorted.sort(Comparator.comparingDouble(this::score).reversed());
    double worth = sorted.isEmpty() ? 0 : MIN_SHARE * score(sorted.getFirst());
    List<Quote> best = new ArrayList<>();
    for (Quote quote : sorted) {
      long ofSamePassage = best.stream().filter(b -> b.passage() == quote.passage()).count();
      boolean isNew = ofSamePassage < 2 && best.stream().noneMatch(quote::isLike);
      if (isNew && best.size() < limit && score(quote) >= worth) {
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
    double shared = question.stream().mapToDouble(word -> idf(word) * weight(quote, word)).sum();
    boolean broad = question.size() <= BROAD_WORDS;
    double lead = broad && question.stream().anyMatch(quote.gist()::contains) ? LEAD_WEIGHT : 0;
    return (all > 0 ? shared / all : 0) + RANK_WEIGHT / quote.passage() + lead;
  }

  private static double weight(Quote quote, String word) {
    if (quote.words().contains(word)) {
      return 1;
    }
    return quote.gist().contains(word) ? 1 : quote.heading().contains(word) ? HEADING_WEIGHT : 0;
  }

  private double idf(String word) {
    return Math.log1p((quotes.size() + 1.0) / (frequency.getOrDefault(word, 0) + 0.5));
  }
}
