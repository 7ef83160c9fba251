package dev.sluice.search;

/** The documents could not be searched; asking again later may help. */
public final class RetrievalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong and why. */
  public RetrievalException(String message, Throwable cause) {
    super(message, cause);
  }
}
