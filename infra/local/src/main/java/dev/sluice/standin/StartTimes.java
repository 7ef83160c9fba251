package dev.sluice.standin;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Measures the steps of a start. Thread-safe. */
final class StartTimes {
  private final Consumer<Step> progress;
  private final List<Step> steps = new CopyOnWriteArrayList<>();

  StartTimes(Consumer<Step> progress) {
    this.progress = progress;
  }

  <T> T measure(String name, Callable<T> work) throws Exception {
    long began = System.nanoTime();
    T result = work.call();
    Step step = new Step(name, (System.nanoTime() - began) / 1_000_000);
    steps.add(step);
    progress.accept(step);
    return result;
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Waits for work that was begun before, and throws what it threw. */
  static void await(Future<?> work) throws Exception {
    try {
      work.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
