package dev.sluice.search;

import dev.sluice.index.IndexFields;
import java.util.Map;

/** Weights that were found by measuring on a judged catalogue; neighbours of them do as well. */
final class Rankings {
  static final Ranking DEFAULT =
      new Ranking(
          Map.of(
              IndexFields.TITLE, 8f,
              IndexFields.HEADING, 4f,
              IndexFields.BRAND, 4f,
              IndexFields.CATEGORY, 4f,
              IndexFields.ATTRIBUTES, 2f,
              IndexFields.FEATURES, 1f,
              IndexFields.BODY, 3f),
          1.2f,
          0.6f,
          10,
          0.35,
          0.5,
          100);

  private Rankings() {}
}
