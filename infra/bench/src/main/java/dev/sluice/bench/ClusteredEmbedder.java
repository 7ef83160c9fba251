package dev.sluice.bench;

import dev.sluice.embedding.Embedder;
import java.util.Random;

/**
 * Vectors in clusters around random centres, as those of real texts lie, made in no time; a
 * question first pays for the real model. Thread-safe.
 *
 * @param model what questions are embedded with; its vectors are not used
 */
record ClusteredEmbedder(Embedder model) implements Embedder {
  private static final int DIMENSIONS = 384;
  private static final int CLUSTERS = 4_000;

  /** How far from its centre a vector lies, as against the centre's own length. */
  private static final double SPREAD = 0.7;

  @Override
  public float[] embed(String text) {
    model.embed(text);
    return vector(text.hashCode());
  }

  /** A vector of length 1; the same for the same number. */
  static float[] vector(long number) {
    Random own = new Random(number * 0x9E3779B97F4A7C15L);
    Random centre = new Random(own.nextInt(CLUSTERS));
    float[] vector = new float[DIMENSIONS];
    double squares = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (float) (centre.nextGaussian() + SPREAD * own.nextGaussian());
      squares += vector[i] * vector[i];
    }
    float length = (float) Math.sqrt(squares);
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] /= length;
    }
    return vector;
  }

  @Override
  public boolean knows(String language) {
    return true; // invented words are of no language
  }

  @Override
  public String id() {
    return "synthetic clusters";
  }
}
