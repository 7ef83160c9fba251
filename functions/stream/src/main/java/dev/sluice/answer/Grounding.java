package dev.sluice.answer;

import dev.sluice.session.Passage;
import java.util.List;
import java.util.Optional;

/**
 * Whether the shop's documents are likely to tell at all what was asked. The search rates each
 * passage; where the best is rated low, questions that the documents answer are rare. The limit was
 * set by the sample shop's 200 questions.
 */
final class Grounding {
  /** Below it the documents rarely answer. */
  static final double MIN_RELEVANCE = 0.5;

  private static final String RELEVANCE = "relevance";

  private Grounding() {}

  /** False only if passages were rated and none is near the question. */
  static boolean isLikely(AnswerRequest request) {
    List<Double> ratings =
        request.passages().stream().map(Grounding::rating).flatMap(Optional::stream).toList();
    return ratings.isEmpty()
        || ratings.stream().anyMatch(rating -> rating >= MIN_RELEVANCE)
        || hasArticleOnScreen(request);
  }

  /** "Is it waterproof?" says little by itself; the article on the page says what is meant. */
  private static boolean hasArticleOnScreen(AnswerRequest request) {
    String onScreen = request.context().getOrDefault("product_id", "");
    return request.passages().stream().anyMatch(passage -> passage.source().equals(onScreen));
  }

  private static Optional<Double> rating(Passage passage) {
    try {
      return Optional.ofNullable(passage.metadata().get(RELEVANCE)).map(Double::valueOf);
    } catch (NumberFormatException e) {
      return Optional.empty(); // a catalogue's own attribute of that name
    }
  }
}
