package dev.sluice.embedding;

import java.util.List;

/** Turns texts into vectors that are close when the texts mean the same. Thread-safe. */
public interface Embedder extends AutoCloseable {

  /**
   * The vector of a question, of length 1. What lies beyond the model's limit is not seen.
   *
   * @throws EmbeddingException if the model fails, or is not there in time
   */
  float[] embed(String text);

  /**
   * The vectors of texts that are to be found, in their order, each of length 1. Takes as long as
   * it takes.
   *
   * @throws EmbeddingException if the model fails
   */
  default List<float[]> embedAll(List<String> texts) {
    return texts.stream().map(this::embed).toList();
  }

  /** How many texts are best embedded at once. */
  default int batch() {
    return 1;
  }

  /**
   * Whether the model was made for the language; questions in others are searched by words alone.
   *
   * @param language as a BCP 47 tag
   */
  default boolean knows(String language) {
    return true;
  }

  /** Gives up what the model holds; no call is running then. */
  @Override
  default void close() {}

  /** Names the model; vectors of different ids are not comparable. */
  String id();
}
