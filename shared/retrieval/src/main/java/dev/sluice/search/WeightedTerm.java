package dev.sluice.search;

import java.util.List;

/**
 * A term of the query with what may stand in its place.
 *
 * @param term as the index holds it
 * @param weight how much it counts; 1 for the question's own words
 * @param alternatives what counts for it, with the share of its weight it gets
 */
public record WeightedTerm(String term, float weight, List<Alternative> alternatives) {

  /** Copies the alternatives. */
  public WeightedTerm {
    alternatives = List.copyOf(alternatives);
  }

  /**
   * What may stand for a term.
   *
   * @param terms all of which a document must have
   * @param share of the term's weight
   */
  public record Alternative(List<String> terms, float share) {

    /** Copies the terms. */
    public Alternative {
      terms = List.copyOf(terms);
    }

    /** One term. */
    public static Alternative of(String term, double share) {
      return new Alternative(List.of(term), (float) share);
    }
  }
}
