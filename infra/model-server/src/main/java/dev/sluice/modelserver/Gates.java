package dev.sluice.modelserver;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Named gates that scripts wait at until somebody opens them. They stay open. Thread-safe. */
final class Gates {
  /** Names of the open gates; guarded by this. */
  private final Set<String> open = new HashSet<>();

  /** Names of the gates that a script has come to; guarded by this. */
  private final Set<String> reached = new HashSet<>();

  synchronized void open(String name) {
    open.add(name);
    notifyAll();
  }

  synchronized boolean isReached(String name) {
    return reached.contains(name);
  }

  /** Makes those who wait look again whether they still have to. */
  synchronized void wake() {
    notifyAll();
  }

  /** Waits until the gate is open or there is no use in waiting any more. */
  synchronized void await(String name, BooleanSupplier useless) throws InterruptedException {
    reached.add(name);
    while (!open.contains(name) && !useless.getAsBoolean()) {
      wait();
    }
  }
}
