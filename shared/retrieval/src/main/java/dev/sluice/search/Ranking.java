package dev.sluice.search;

import java.util.Map;

/**
 * The weights of the search.
 *
 * @param fields the weight of a word by the field it stands in, at least 1
 * @param k1 how soon a word's repetitions stop to count (BM25)
 * @param b how much longer texts are marked down (BM25)
 * @param fusionK how little the first ranks stand out when lists are fused
 * @param keywordVectorWeight the share of meaning against words in a query of a few keywords
 * @param sentenceVectorWeight the same in a question of a whole sentence, which documents seldom
 *     answer in its own words
 * @param candidates how many of each list are fused
 */
public record Ranking(
    Map<String, Float> fields,
    float k1,
    float b,
    int fusionK,
    double keywordVectorWeight,
    double sentenceVectorWeight,
    int candidates) {

  /** So many words are keywords. */
  private static final int KEYWORDS = 3;

  /** So many words are a sentence. */
  private static final int SENTENCE_WORDS = 8;

  /** Copies the map. */
  public Ranking {
    fields = Map.copyOf(fields);
  }

  /** The share of meaning in a question of so many words. */
  double vectorWeight(int words) {
    double sentence = (double) (words - KEYWORDS) / (SENTENCE_WORDS - KEYWORDS);
    return keywordVectorWeight
        + Math.clamp(sentence, 0, 1) * (sentenceVectorWeight - keywordVectorWeight);
  }
}
