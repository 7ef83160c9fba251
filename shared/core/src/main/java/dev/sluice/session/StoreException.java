package dev.sluice.session;

/** The store could not be reached or refused to work, retries included. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param operation what was tried, without content
   */
  public StoreException(String operation, Throwable cause) {
    super("The store failed at " + operation, cause);
  }
}
