package dev.sluice.answer;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A moment on a monotonic clock by which an answer has to be over. Thread-safe. */
public final class Deadline {
  private final long atNanos;
  private final LongSupplier nanoTime;

  private Deadline(long atNanos, LongSupplier nanoTime) {
    this.atNanos = atNanos;
    this.nanoTime = nanoTime;
  }

  /**
   * The moment this long from now.
   *
   * @param nanoTime {@code System::nanoTime}, or a clock of a test
   */
  public static Deadline after(Duration time, LongSupplier nanoTime) {
    return new Deadline(nanoTime.getAsLong() + time.toNanos(), nanoTime);
  }

  /** This much before the deadline, on the same clock. */
  public Deadline minus(Duration time) {
    return new Deadline(atNanos - time.toNanos(), nanoTime);
  }

  /** The earlier of both, which are on the same clock. */
  public Deadline orIfEarlier(Deadline other) {
    return atNanos - other.atNanos <= 0 ? this : other;
  }

  /** This deadline, or the moment that long from now if that is later. */
  public Deadline orAtLeast(Duration time) {
    Deadline soonest = after(time, nanoTime);
    return soonest.atNanos - atNanos > 0 ? soonest : this;
  }

  /** What is left; negative or zero when it has passed. */
  public Duration remaining() {
    return Duration.ofNanos(atNanos - nanoTime.getAsLong());
  }

  /** Whether nothing is left. */
  public boolean hasPassed() {
    return !remaining().isPositive();
  }
}
