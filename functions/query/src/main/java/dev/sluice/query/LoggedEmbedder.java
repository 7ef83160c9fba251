package dev.sluice.query;

import dev.sluice.embedding.Embedder;
import dev.sluice.embedding.EmbeddingException;
import dev.sluice.log.EventLog;
import java.util.Map;

/**
 * Logs the failures of a model, after which a question is searched by words alone. Thread-safe if
 * the model is.
 */
record LoggedEmbedder(Embedder model, EventLog log) implements Embedder {
  @Override
  public float[] embed(String text) {
    try {
      return model.embed(text);
    } catch (EmbeddingException e) {
      log.warn("embedding_failed", Map.of("reason", String.valueOf(e.getMessage())));
      throw e;
    }
  }

  @Override
  public boolean knows(String language) {
    return model.knows(language);
  }

  @Override
  public String id() {
    return model.id();
  }

  @Override
  public void close() {
    model.close();
  }
}
