package dev.sluice.search;

import dev.sluice.index.IndexFields;
import java.util.Map;

/** Weights that were found by measuring; {@code docs/retrieval.md} tells how. */
final class Rankings {
  static final Ranking DEFAULT =
      new Ranking(
          Map.of(
              IndexFields.TITLE, 12f,
              IndexFields.HEADING, 2f,
              IndexFields.BRAND, 2f,
              IndexFields.CATEGORY, 3f,
              IndexFields.ATTRIBUTES, 1f,
              IndexFields.BODY, 1f),
          1.6f,
          0.4f,
          10,
          0.4,
          100);

  private Rankings() {}
}
