package dev.sluice.document;

/** A file is not what its name promises; the message says what was expected, for people. */
final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableException(String message) {
    super(message);
  }
}
