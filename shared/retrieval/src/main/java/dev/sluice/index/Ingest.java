package dev.sluice.index;

import dev.sluice.embedding.Embedder;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Makes a tenant's index hold exactly the documents of a source: what is new or changed is read,
 * what is gone is taken out, the rest stays as it is. The source is the truth, not the events that
 * tell of it: they may come twice, late or in any order. Thread-safe.
 */
public final class Ingest {
  /**
   * Each attempt begins with what another writer has just published; more than a few never meet.
   */
  private static final int MAX_ATTEMPTS = 8;

  private final IndexStore store;
  private final Embedder embedder;
  private final Path workspace;
  private final InstantSource clock;
  private final int threads;

  /**
   * An ingest into the store.
   *
   * @param workspace a folder for snapshots in the making, best on the store's disk
   * @param threads how many chunks are embedded at once
   */
  public Ingest(
      IndexStore store, Embedder embedder, Path workspace, InstantSource clock, int threads) {
    this.store = store;
    this.embedder = embedder;
    this.workspace = workspace;
    this.clock = clock;
    this.threads = threads;
  }

  /** Brings the index up to the source, whatever time it takes. */
  public IngestReport run(TenantId tenant, DocumentSource source, IndexProgress progress)
      throws IOException {
    return run(tenant, source, progress, () -> false);
  }

  /**
   * Brings the index up to the source.
   *
   * @param outOfTime asked often; once true, what is done so far is published and the report says
   *     that it is not complete
   * @throws IOException if the source cannot be listed or the store fails; what is served stays
   */
  public IngestReport run(
      TenantId tenant, DocumentSource source, IndexProgress progress, BooleanSupplier outOfTime)
      throws IOException {
    Files.createDirectories(workspace);
    List<Path> folders = new ArrayList<>();
    try {
      return attempts(tenant, new IngestTask(source, progress, outOfTime), folders);
    } finally {
      for (Path folder : folders) {
        Durable.deleteTree(folder);
      }
    }
  }

  private IngestReport attempts(TenantId tenant, IngestTask task, List<Path> folders)
      throws IOException {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Path folder = workspace.resolve(tenant + "-" + Manifests.fresh(clock.instant()));
      folders.add(folder);
      Optional<Published> before = store.current(tenant);
      try (Basis basis = Basis.open(store, tenant, before, folder)) {
        IngestAttempt run = new IngestAttempt(task, basis, embedder, threads);
        Optional<FinishedSnapshot> built = run.build(folder.resolve("new"), clock);
        if (built.isEmpty() && before.isPresent()) {
          return run.reported(before.get(), false);
        }
        Instant now = clock.instant();
        Optional<String> expected = before.map(Published::tag);
        if (built.isPresent()
            && store.publish(tenant, built.get(), expected, now)
                instanceof PublishOutcome.Done done) {
          deleteUnused(tenant, now);
          return run.reported(done.published(), true);
        }
      }
    }
    throw new IOException(
        "Expected to publish tenant %s in %d attempts but others were always first"
            .formatted(tenant, MAX_ATTEMPTS));
  }

  /** Old snapshots only take space: a failure must not undo what was published. */
  private void deleteUnused(TenantId tenant, Instant now) {
    try {
      store.deleteUnused(tenant, now);
    } catch (IOException e) {
      // tried again at the next publication
    }
  }
}
