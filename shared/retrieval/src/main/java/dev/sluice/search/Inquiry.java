package dev.sluice.search;

import dev.sluice.embedding.Embedder;
import dev.sluice.index.Int8;
import dev.sluice.index.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A request as the search understands it: how much it leans on what was asked before, or on the
 * article on screen. Pure.
 *
 * @param wording of the question itself
 * @param leaning how much earlier questions count against it, 0 to 1
 * @param earlier the questions it may lean on, the last first
 */
record Inquiry(String question, Wording wording, float leaning, List<String> earlier) {
  /** A question such as "and in blue?" means little without the one before. */
  private static final float REFERRING = 0.5f;

  /** Few words may be a new topic as well as a continued one. */
  private static final float SHORT = 0.15f;

  private static final int SHORT_WORDS = 2;
  private static final int MAX_EARLIER = 2;

  Inquiry {
    earlier = List.copyOf(earlier);
  }

  /** Reads a request to documents of these languages, that of the most first. */
  static Inquiry of(SearchRequest request, List<Language> languages) {
    Language language =
        Language.ofQuestion(request.question(), languages).orElse(languages.getFirst());
    Wording wording = Wording.of(request.question(), language);
    List<String> earlier = request.earlierQuestions().reversed();
    List<String> near = earlier.subList(0, Math.min(MAX_EARLIER, earlier.size()));
    return new Inquiry(request.question(), wording, leaning(request, wording), near);
  }

  private static float leaning(SearchRequest request, Wording wording) {
    if (EnglishWords.refers(request.question())) {
      return REFERRING;
    }
    return wording.words().size() <= SHORT_WORDS ? SHORT : 0;
  }

  /** How many words it has, those that say nothing included. */
  int length() {
    return question.strip().split("\\s+").length;
  }

  /** Whether the question refers to something that it does not name. */
  boolean refers() {
    return leaning == REFERRING;
  }

  /** Its terms, and with less weight the terms of the questions before that it does not repeat. */
  List<WeightedTerm> terms(TermExpansion expansion) throws IOException {
    List<WeightedTerm> terms = new ArrayList<>(expansion.expand(wording, 1));
    Set<String> seen = new HashSet<>();
    terms.forEach(term -> seen.add(term.term()));
    float weight = leaning;
    for (String before : leaning > 0 ? earlier : List.<String>of()) {
      for (WeightedTerm term : expansion.expand(Wording.of(before, wording.language()), weight)) {
        if (seen.add(term.term())) {
          terms.add(term);
        }
      }
      weight /= 2;
    }
    return terms;
  }

  /** Its meaning, moved towards that of the question before as far as it leans on it. */
  byte[] vector(Embedder embedder) {
    float[] vector = embedder.embed(question);
    if (leaning > 0 && !earlier.isEmpty()) {
      float[] before = embedder.embed(earlier.getFirst());
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (1 - leaning) * vector[i] + leaning * before[i];
      }
    }
    return Int8.of(vector);
  }
}
