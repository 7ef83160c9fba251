package dev.sluice.search;

import dev.sluice.index.Published;
import dev.sluice.index.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A snapshot that is being served. It is closed when it has been replaced and the last search in it
 * has ended. Thread-safe.
 */
final class OpenSnapshot {
  private final Snapshot snapshot;
  private final Published published;
  private int users = 1; // searches, and one for being served; guarded by this

  OpenSnapshot(Snapshot snapshot, Published published) {
    this.snapshot = snapshot;
    this.published = published;
  }

  Published published() {
    return published;
  }

  /** Only for who has entered and not left. */
  Snapshot snapshot() {
    return snapshot;
  }

  /** Begins a search; false when the snapshot is closed already. */
  synchronized boolean enter() {
    if (users == 0) {
      return false;
    }
    users++;
    return true;
  }

  /** Ends a search, or the serving. */
  void leave() {
    boolean last;
    synchronized (this) {
      last = --users == 0;
    }
    if (last) {
      try {
        snapshot.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
