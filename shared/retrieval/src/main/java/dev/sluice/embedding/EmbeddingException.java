package dev.sluice.embedding;

/** The embedding model could not be loaded, run or reached. */
public final class EmbeddingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what it comes from. */
  public EmbeddingException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What was expected and what came; neither a key nor a text. */
  public EmbeddingException(String message) {
    super(message);
  }
}
