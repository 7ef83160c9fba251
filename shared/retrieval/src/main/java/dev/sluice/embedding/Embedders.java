package dev.sluice.embedding;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * The embedder that {@value #SETTING} names: a model's folder as {@code file:///folder}; the
 * built-in English one when it is empty.
 */
public final class Embedders {
  /** The setting's name. */
  public static final String SETTING = "EMBEDDING_MODEL";

  private Embedders() {}

  /**
   * Loads the model.
   *
   * @throws EmbeddingException if it cannot be loaded
   */
  public static Embedder of(Map<String, String> environment) {
    String place = environment.getOrDefault(SETTING, "");
    if (place.isBlank()) {
      return new MiniLmEmbedder();
    }
    try {
      return new FolderEmbedder(Path.of(URI.create(place)));
    } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
      throw new EmbeddingException(
          "Expected %s to be file:///folder but got '%s'".formatted(SETTING, place), e);
    }
  }
}
