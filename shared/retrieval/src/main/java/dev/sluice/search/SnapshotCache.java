package dev.sluice.search;

import dev.sluice.index.IndexStore;
import dev.sluice.session.TenantId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The open snapshots, one a tenant. Newer ones are opened aside and take the old one's place at
 * once; a search goes on in the snapshot it began in. Thread-safe.
 */
public final class SnapshotCache implements AutoCloseable {
  /** Between two looks at a tenant's manifest while questions come. */
  static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

  /** How long a question waits for a newer snapshot when it could have the old one. */
  static final Duration PATIENCE = Duration.ofMillis(200);

  private final IndexStore store;
  private final Path workspace;
  private final InstantSource clock;
  private final ConcurrentHashMap<TenantId, TenantSnapshot> tenants = new ConcurrentHashMap<>();

  /**
   * A cache over the store.
   *
   * @param workspace where snapshots are brought to, if the store is not on this machine
   */
  public SnapshotCache(IndexStore store, Path workspace, InstantSource clock) {
    this.store = store;
    this.workspace = workspace;
    this.clock = clock;
  }

  /**
   * Runs the search in the tenant's newest snapshot, after a look for a newer one if the last look
   * is a second old.
   *
   * @return what the search returned, or empty when the tenant has no snapshot
   * @throws RetrievalException if there is one but none can be opened
   */
  <T> Optional<T> search(TenantId tenant, Function<OpenSnapshot, T> search) {
    TenantSnapshot snapshots = of(tenant);
    snapshots.lookWithin(PATIENCE);
    Optional<OpenSnapshot> open = snapshots.enter();
    if (open.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(search.apply(open.get()));
    } finally {
      open.get().leave();
    }
  }

  /** Looks for a newer snapshot and opens it, now and whatever it takes. Never throws. */
  public void refresh(TenantId tenant) {
    of(tenant).lookNow();
  }

  /** Closes all; running searches end in the snapshots they have. */
  @Override
  public void close() {
    tenants.values().forEach(TenantSnapshot::close);
  }

  private TenantSnapshot of(TenantId tenant) {
    return tenants.computeIfAbsent(
        tenant, name -> new TenantSnapshot(name, store, workspace, clock));
  }
}
