package dev.sluice.client;

/** A connection that could not be opened; the message says why, without the token. */
public final class ConnectException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConnectException(String message, Throwable cause) {
    super(message, cause);
  }
}
