package dev.sluice.search;

import dev.sluice.index.IndexFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Weights that were found by measuring on a judged catalogue; neighbours of them do as well. */
public final class Rankings {
  /** What searches use unless told otherwise. */
  public static final Ranking DEFAULT =
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

  private static final List<Float> TITLES = List.of(4f, 8f, 12f);
  private static final List<Float> LENGTHS = List.of(0.4f, 0.6f);
  private static final List<Integer> FUSION = List.of(10, 20);
  private static final List<Double> MEANING = List.of(0.2, 0.35, 0.5);

  private Rankings() {}

  /** The default and what lies around it, for choosing by judged queries. */
  public static List<Ranking> neighbours() {
    List<Ranking> all = new ArrayList<>();
    all.add(DEFAULT); // first, so that it is taken where others are only as good
    for (float title : TITLES) {
      for (float b : LENGTHS) {
        for (int k : FUSION) {
          for (double meaning : MEANING) {
            Map<String, Float> fields = new HashMap<>(DEFAULT.fields());
            fields.put(IndexFields.TITLE, title);
            Ranking near =
                new Ranking(
                    fields,
                    DEFAULT.k1(),
                    b,
                    k,
                    meaning,
                    Math.max(meaning, DEFAULT.sentenceVectorWeight()),
                    DEFAULT.candidates());
            if (!near.equals(DEFAULT)) {
              all.add(near);
            }
          }
        }
      }
    }
    return all;
  }
}
