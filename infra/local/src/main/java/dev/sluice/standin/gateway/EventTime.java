package dev.sluice.standin.gateway;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The times of one connection's events: milliseconds that never repeat and never go back, even when
 * the clock does. Thread-safe.
 */
final class EventTime {
  private final InstantSource clock;

  /** The last time given. */
  private final AtomicLong last = new AtomicLong();

  EventTime(InstantSource clock) {
    this.clock = clock;
  }

  /** The time of the next event, in milliseconds since 1970. */
  long next() {
    return last.updateAndGet(previous -> Math.max(previous + 1, clock.millis()));
  }
}
