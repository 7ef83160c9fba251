package dev.sluice.search;

import java.util.List;

/**
 * A term of the query with what may stand in its place.
 *
 * @param term as the index holds it
 * @param weight how much it counts; 1 for the question's own words
 * @param alternatives terms that count for it, with the share of its weight they get
 */
record WeightedTerm(String term, float weight, List<Alternative> alternatives) {

  WeightedTerm {
    alternatives = List.copyOf(alternatives);
  }

  /** A term for another, with the share of its weight. */
  record Alternative(String term, float share) {}
}
