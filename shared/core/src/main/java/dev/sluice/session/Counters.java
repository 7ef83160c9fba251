package dev.sluice.session;

import java.time.Duration;
import java.time.Instant;

/** Counts events in windows of time. Thread-safe. */
public interface Counters {
  /**
   * Counts one event and tells how many there have been in the window, this one included.
   *
   * @param name what is counted, for example the tenant's questions
   */
  long count(Window window, Instant now);

  /**
   * A window of time that begins at a multiple of its length since the epoch.
   *
   * @param name what is counted; parts that come from outside are the caller's to separate
   */
  record Window(String name, Duration length) {
    /** When the window that holds the time ends. */
    public Instant end(Instant now) {
      long millis = length.toMillis();
      return Instant.ofEpochMilli((now.toEpochMilli() / millis + 1) * millis);
    }
  }
}
