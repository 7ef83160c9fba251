package dev.sluice.standin.time;

import java.time.Duration;

/** Runs tasks later. Thread-safe. */
public interface Timer {
  /**
   * Runs the task on a virtual thread once the delay is over, unless it is cancelled before.
   *
   * @param delay zero or less means at once
   */
  Scheduled after(Duration delay, Runnable task);

  /** A task that has been given to a {@link Timer}. */
  interface Scheduled {
    /** Prevents the task from starting; does nothing once it has started. */
    void cancel();
  }
}
