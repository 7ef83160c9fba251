package dev.sluice.search;

import dev.sluice.session.Passage;
import java.util.List;

/**
 * What was found.
 *
 * @param passages best first
 * @param strategy how they were found, for the client to show: {@code hybrid}, {@code lexical}
 */
public record Retrieval(List<Passage> passages, String strategy) {
  /**
   * The name of a passage's metadata that says how likely it is about the question at all, from 0
   * to 1.
   */
  public static final String RELEVANCE = "relevance";

  /** Copies the passages. */
  public Retrieval {
    passages = List.copyOf(passages);
  }
}
