package dev.sluice.standin.time;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Real time: one thread waits, tasks run on virtual threads of their own. After {@link #close()}
 * nothing starts any more.
 */
public final class SystemTimer implements Timer, AutoCloseable {
  private final ScheduledThreadPoolExecutor waiting;

  /** Starts the waiting thread. */
  public SystemTimer() {
    waiting =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("standin-timer").factory());
    waiting.setRemoveOnCancelPolicy(true);
    waiting.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public Scheduled after(Duration delay, Runnable task) {
    try {
      ScheduledFuture<?> future =
          waiting.schedule(
              () -> Thread.ofVirtual().name("standin-task").start(task),
              Math.max(0, delay.toNanos()),
              TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException e) {
      return () -> {}; // closed: the stack is stopping
    }
  }

  @Override
  public void close() {
    waiting.shutdownNow();
  }
}
