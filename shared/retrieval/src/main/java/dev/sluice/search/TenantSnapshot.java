package dev.sluice.search;

import dev.sluice.index.DamagedSnapshotException;
import dev.sluice.index.IndexStore;
import dev.sluice.index.Published;
import dev.sluice.index.Snapshot;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The snapshot of one tenant that is being served, and the look for a newer one. Thread-safe. */
final class TenantSnapshot {
  private final TenantId tenant;
  private final IndexStore store;
  private final Path workspace;
  private final InstantSource clock;

  /** Being served; replaced only by the one running look. */
  private final AtomicReference<@Nullable OpenSnapshot> open = new AtomicReference<>();

  private Instant lastLook = Instant.MIN; // when a look began; guarded by this
  private @Nullable CompletableFuture<Void> look; // running, or the last one; guarded by this

  TenantSnapshot(TenantId tenant, IndexStore store, Path workspace, InstantSource clock) {
    this.tenant = tenant;
    this.store = store;
    this.workspace = workspace;
    this.clock = clock;
  }

  /** Enters the snapshot being served; the caller leaves it. */
  Optional<OpenSnapshot> enter() {
    OpenSnapshot current = open.get();
    while (current != null && !current.enter()) {
      current = open.get(); // it was replaced in between
    }
    return Optional.ofNullable(current);
  }

  /**
   * Looks for a newer snapshot if the last look is old enough. With a snapshot open, waits no
   * longer than this and lets failures pass; without one, waits until there is one.
   */
  void lookWithin(Duration patience) {
    CompletableFuture<Void> running = look(SnapshotCache.LOOK_INTERVAL);
    if (open.get() == null) {
      join(running);
      return;
    }
    try {
      running.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // the snapshot that is open answers
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks for a newer snapshot and waits for it; failures leave what is open. */
  void lookNow() {
    running().ifPresent(TenantSnapshot::await); // it may have begun before the publication
    await(look(Duration.ZERO));
  }

  void close() {
    replace(null);
  }

  private synchronized CompletableFuture<Void> look(Duration interval) {
    Instant now = clock.instant();
    CompletableFuture<Void> last = look;
    if (last != null && (!last.isDone() || lastLook.isAfter(now.minus(interval)))) {
      return last;
    }
    lastLook = now;
    CompletableFuture<Void> begun = new CompletableFuture<>();
    look = begun;
    Thread.ofVirtual().name("snapshot-" + tenant).start(() -> complete(begun));
    return begun;
  }

  private synchronized Optional<CompletableFuture<Void>> running() {
    return Optional.ofNullable(look).filter(last -> !last.isDone());
  }

  private void complete(CompletableFuture<Void> begun) {
    try {
      bringNewest();
      begun.complete(null);
    } catch (IOException | RuntimeException e) {
      begun.completeExceptionally(e);
    }
  }

  private void bringNewest() throws IOException {
    Optional<Published> newest = store.current(tenant);
    OpenSnapshot current = open.get();
    if (newest.isEmpty()
        || (current != null && current.published().tag().equals(newest.get().tag()))) {
      return;
    }
    Published published = newest.get();
    Snapshot snapshot = Snapshot.fetch(store, tenant, published.manifest(), workspace);
    replace(new OpenSnapshot(snapshot, published));
  }

  private void replace(@Nullable OpenSnapshot next) {
    OpenSnapshot before = open.getAndSet(next);
    if (before != null) {
      before.leave();
    }
  }

  private static void await(CompletableFuture<Void> running) {
    running.handle((done, failure) -> true).join();
  }

  private void join(CompletableFuture<Void> running) {
    try {
      running.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof IOException
          || cause instanceof UncheckedIOException
          || cause instanceof DamagedSnapshotException) {
        throw new RetrievalException("Cannot open the index of tenant " + tenant, cause);
      }
      throw e;
    }
  }
}
