package dev.sluice.index;

/** A snapshot or manifest is not whole; the message says what is wrong with it. */
public final class DamagedSnapshotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DamagedSnapshotException(String message) {
    super(message);
  }
}
