package dev.sluice.search;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/** What one index knows of its terms. Owned by one search. */
public interface TermStatistics {

  /** How many chunks the index holds. */
  long size() throws IOException;

  /** How many chunks have the term in one of the fields of words. */
  int frequency(String term) throws IOException;

  /** How many chunks have the two terms side by side. */
  int adjacent(String first, String second) throws IOException;

  /**
   * Terms that differ from this one by at most so many edits, their first letters being the same,
   * each with its closeness; more of it is better.
   */
  Map<String, Float> alike(String term, int edits) throws IOException;

  /** Tells which frequencies are about to be asked for, so that they can be fetched at once. */
  default void prepare(Collection<String> terms) throws IOException {}
}
