package dev.sluice.standin.policy;

import java.util.List;
import java.util.function.Predicate;

/**
 * The actions or the resources of a statement.
 *
 * @param patterns with wildcards
 * @param except whether the statement is about all that they do <em>not</em> match
 */
record Patterns(List<String> patterns, boolean except) {
  /** Copies the patterns. */
  Patterns {
    patterns = List.copyOf(patterns);
  }

  /**
   * @param matches whether a pattern is of what is asked for
   */
  boolean include(Predicate<String> matches) {
    return patterns.stream().anyMatch(matches) != except;
  }
}
