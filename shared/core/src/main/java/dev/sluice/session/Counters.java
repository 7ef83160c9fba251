package dev.sluice.session;

import java.time.Duration;
import java.time.Instant;

/** Counts events in windows of time. Thread-safe. */
public interface Counters {
  /**
   * Counts one event in a long window and in a short one within it, in one write.
   *
   * @param name what is counted; parts that come from outside are encoded by the caller
   * @return how many there have been in both, this one included
   */
  Counts count(String name, Windows windows, Instant now);

  /**
   * Lengths of windows, which begin at multiples of theirs since the epoch.
   *
   * @param brief a divisor of {@code all}
   */
  record Windows(Duration brief, Duration all) {
    /** Minutes within days. */
    public static final Windows MINUTE_AND_DAY =
        new Windows(Duration.ofMinutes(1), Duration.ofDays(1));

    /** When the short window that holds the time ends. */
    public Instant briefEnd(Instant now) {
      return end(brief, now);
    }

    /** When the long window that holds the time ends. */
    public Instant allEnd(Instant now) {
      return end(all, now);
    }

    private static Instant end(Duration length, Instant now) {
      long millis = length.toMillis();
      return Instant.ofEpochMilli((now.toEpochMilli() / millis + 1) * millis);
    }
  }

  /** How many events there have been in the short and in the long window. */
  record Counts(long brief, long all) {}
}
