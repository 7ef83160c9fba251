package dev.sluice.deploy;

/** A deployment cannot go on; the message is one line for the person at the terminal. */
public final class DeployException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeployException(String message) {
    super(message);
  }

  DeployException(String message, Throwable cause) {
    super(message, cause);
  }
}
