package dev.sluice.relay;

import dev.sluice.gateway.Backoff;

/**
 * When something that has failed may be tried again. Times are monotonic nanoseconds. Not
 * thread-safe; the relay's lock guards it.
 */
final class Retries {
  private final Backoff backoff;
  private final long start;

  /** Failures in a row, of posts or of writes. */
  private int failures;

  private long notBefore;

  Retries(Backoff backoff, long start) {
    this.backoff = backoff;
    this.start = start;
    this.notBefore = start;
  }

  boolean mustWait(long now) {
    return now - notBefore < 0;
  }

  long notBefore() {
    return notBefore;
  }

  void failed(long now) {
    failures++;
    notBefore = now + backoff.before(failures).toNanos();
  }

  void succeeded() {
    failures = 0;
  }

  /** The reader is another: what failed with the one before says nothing of it. */
  void beginAnew() {
    failures = 0;
    notBefore = start;
  }
}
