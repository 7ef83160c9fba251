package dev.sluice.index;

import dev.sluice.embedding.Embedder;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A quick embedder for tests that are not about meaning: words at hashed places. Thread-safe. */
public final class WordsEmbedder implements Embedder {
  private static final int DIMENSIONS = 64;

  private final AtomicInteger calls = new AtomicInteger();

  /** How many texts were embedded. */
  public int calls() {
    return calls.get();
  }

  @Override
  public float[] embed(String text) {
    calls.incrementAndGet();
    float[] vector = new float[DIMENSIONS];
    for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
      vector[Math.floorMod(word.hashCode(), DIMENSIONS)] += 0.05f;
    }
    return vector;
  }

  @Override
  public String id() {
    return "words";
  }
}
