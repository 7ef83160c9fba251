package dev.sluice.embedding;

/** Turns texts into vectors that are close when the texts mean the same. Thread-safe. */
public interface Embedder extends AutoCloseable {

  /**
   * The text's vector, of length 1. What lies beyond the model's limit is not seen.
   *
   * @throws EmbeddingException if the model fails
   */
  float[] embed(String text);

  /** How many numbers a vector has. */
  int dimensions();

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
