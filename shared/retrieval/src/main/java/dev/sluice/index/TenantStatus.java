package dev.sluice.index;

import dev.sluice.session.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a tenant's index stands.
 *
 * @param tenant whose
 * @param served what is served, empty when it cannot be told
 * @param files how many files it was built from
 * @param failures what of them is not in it, the first of each file
 * @param failed how many could not be read in all
 * @param unfinished how many files wait for another run
 * @param problem why the served snapshot cannot be used, empty when it can
 */
public record TenantStatus(
    TenantId tenant,
    Optional<Published> served,
    int files,
    List<IndexFailure> failures,
    int failed,
    int unfinished,
    String problem) {

  /** Copies the failures. */
  public TenantStatus {
    failures = List.copyOf(failures);
  }

  /**
   * The status of every tenant that has an index, in order. Each snapshot is fetched and verified.
   *
   * @param workspace where snapshots are brought to, if the store is not on this machine
   * @throws IOException if the store cannot be read
   */
  public static List<TenantStatus> all(IndexStore store, Path workspace) throws IOException {
    List<TenantStatus> all = new ArrayList<>();
    for (TenantId tenant : store.tenants()) {
      all.add(of(store, tenant, workspace));
    }
    all.sort(Comparator.comparing(status -> status.tenant().value()));
    return all;
  }

  private static TenantStatus of(IndexStore store, TenantId tenant, Path workspace) {
    Optional<Published> served = Optional.empty();
    try {
      served = store.current(tenant);
      if (served.isEmpty()) {
        return broken(tenant, served, "Expected a manifest but there is none");
      }
      try (Snapshot snapshot = Snapshot.fetch(store, tenant, served.get().manifest(), workspace)) {
        return of(tenant, served.get(), snapshot.info());
      }
    } catch (IOException | DamagedSnapshotException e) {
      return broken(tenant, served, e.toString());
    }
  }

  private static TenantStatus of(TenantId tenant, Published served, SnapshotInfo info) {
    List<IndexFailure> failures = new ArrayList<>();
    int failed = 0;
    int unfinished = 0;
    for (Map.Entry<String, IndexedFile> file : info.files().entrySet()) {
      failures.addAll(file.getValue().failures());
      failed += file.getValue().failed();
      unfinished += file.getValue().version().equals(SnapshotWriter.UNFINISHED) ? 1 : 0;
    }
    failures.sort(Comparator.comparing(IndexFailure::name));
    int files = info.files().size();
    return new TenantStatus(tenant, Optional.of(served), files, failures, failed, unfinished, "");
  }

  private static TenantStatus broken(TenantId tenant, Optional<Published> served, String problem) {
    return new TenantStatus(tenant, served, 0, List.of(), 0, 0, problem);
  }
}
