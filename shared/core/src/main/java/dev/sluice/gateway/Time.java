package dev.sluice.gateway;

import java.time.Duration;
import java.time.Instant;

/** The clocks and the waiting of a function; tests bring their own. Thread-safe. */
public interface Time {
  /** The wall clock, which may differ from another machine's. */
  Instant now();

  /** A clock that only rises, in nanoseconds from an arbitrary origin. */
  long nanos();

  /**
   * Waits.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  void pause(Duration duration) throws InterruptedException;

  /** The machine's clocks. */
  static Time system() {
    return new SystemTime();
  }
}
