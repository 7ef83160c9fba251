package dev.sluice.index;

import dev.sluice.session.TenantId;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a new snapshot can be built upon: the served one, if it is there, whole and of this release.
 *
 * @param snapshot the served snapshot, open
 */
record Basis(Optional<Snapshot> snapshot) implements AutoCloseable {

  static Basis open(IndexStore store, TenantId tenant, Optional<Published> served, Path workspace)
      throws IOException {
    if (served.isEmpty()) {
      return new Basis(Optional.empty());
    }
    Manifest manifest = served.get().manifest();
    try {
      return new Basis(Optional.of(Snapshot.fetch(store, tenant, manifest, workspace)));
    } catch (DamagedSnapshotException | NoSuchFileException e) {
      return new Basis(Optional.empty()); // all is built anew
    }
  }

  @Override
  public void close() throws IOException {
    if (snapshot.isPresent()) {
      snapshot.get().close();
    }
  }
}
