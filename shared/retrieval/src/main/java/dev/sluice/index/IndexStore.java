package dev.sluice.index;

import dev.sluice.session.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where snapshots lie: {@code <root>/<tenant>/manifest.json} names the one to serve, {@code
 * <root>/<tenant>/snapshots/} holds them. Whatever step a writer dies at, the manifest names a
 * whole snapshot, the old or the new one. Thread-safe.
 */
public interface IndexStore {

  /** The tenants that have a manifest, in order. */
  List<TenantId> tenants() throws IOException;

  /**
   * The tenant's manifest, or empty when nothing was published.
   *
   * @throws DamagedSnapshotException if it cannot be read as one
   */
  Optional<Published> current(TenantId tenant) throws IOException;

  /**
   * Brings the snapshot to this machine: into a new folder below {@code workspace}, which is the
   * caller's to delete, or where the store has it. What it brings is not verified.
   *
   * @throws IOException also when the snapshot is not there
   */
  Path fetch(TenantId tenant, String snapshot, Path workspace) throws IOException;

  /**
   * Stores the snapshot under a new name, then lets the manifest name it if the manifest is still
   * the expected one. The snapshot's folder may be moved away.
   *
   * @param expected the tag of the manifest that the snapshot was built upon, empty for none
   */
  PublishOutcome publish(
      TenantId tenant, FinishedSnapshot snapshot, Optional<String> expected, Instant now)
      throws IOException;

  /**
   * Deletes the snapshots that were replaced, or never published, longer ago than functions and
   * slow readers may need them.
   *
   * @return how many
   */
  int deleteUnused(TenantId tenant, Instant now) throws IOException;
}
