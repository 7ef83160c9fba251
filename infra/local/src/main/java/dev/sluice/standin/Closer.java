package dev.sluice.standin;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes parts in the reverse order of their making, all of them, whatever happens. Thread-safe.
 */
final class Closer implements AutoCloseable {
  /** Parts, the last one first; guarded by this. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    while (true) {
      AutoCloseable part;
      synchronized (this) {
        part = parts.poll();
      }
      if (part == null) {
        return;
      }
      try {
        part.close();
      } catch (Exception e) {
        // the others are closed all the same; the stack is going away
        continue;
      }
    }
  }
}
