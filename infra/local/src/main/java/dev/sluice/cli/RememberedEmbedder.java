package dev.sluice.cli;

import dev.sluice.embedding.Embedder;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Embeds each text once, for asking the same queries many times. Keeps every vector: not for texts
 * without end. Thread-safe.
 */
final class RememberedEmbedder implements Embedder {
  private final Embedder model;
  private final ConcurrentHashMap<String, float[]> vectors = new ConcurrentHashMap<>();

  RememberedEmbedder(Embedder model) {
    this.model = model;
  }

  @Override
  public float[] embed(String text) {
    return vectors.computeIfAbsent(text, model::embed).clone();
  }

  @Override
  public boolean knows(String language) {
    return model.knows(language);
  }

  @Override
  public String id() {
    return model.id();
  }
}
