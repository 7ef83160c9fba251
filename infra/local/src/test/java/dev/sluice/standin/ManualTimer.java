package dev.sluice.standin;

import dev.sluice.standin.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when a test says so; tasks run in the test's thread. Not thread-safe. */
public final class ManualTimer implements Timer, InstantSource {
  private record Task(Instant due, Runnable work) {}

  private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparing(Task::due));
  private Instant now = Instant.EPOCH;

  @Override
  public Scheduled after(Duration delay, Runnable work) {
    Task task = new Task(now.plus(delay), work);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  /** Lets time pass, and runs what is due meanwhile. */
  public void pass(Duration time) {
    Instant end = now.plus(time);
    while (!tasks.isEmpty() && !tasks.peek().due().isAfter(end)) {
      Task task = tasks.poll();
      now = task.due();
      task.work().run();
    }
    now = end;
  }

  @Override
  public Instant instant() {
    return now;
  }
}
