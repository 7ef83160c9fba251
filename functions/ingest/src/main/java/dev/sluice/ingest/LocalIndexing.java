package dev.sluice.ingest;

import dev.sluice.embedding.Embedder;
import dev.sluice.index.FeedFolder;
import dev.sluice.index.IndexProgress;
import dev.sluice.index.Ingest;
import dev.sluice.log.EventLog;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes fetched feeds searchable where no event tells of them: in folders. What else is in a
 * tenant's index stays as it is. The first look, and each after a failure, goes over what is owed.
 * Used by one thread at a time.
 */
final class LocalIndexing implements FeedFunction.Indexed {
  private final Path documents;
  private final Function<Embedder, Ingest> ingest;
  private final Supplier<Embedder> model;
  private final EventLog log;
  private final Set<TenantId> owed = new LinkedHashSet<>(); // whose feeds may not be searchable

  private boolean first = true; // an earlier process may have ended between fetching and indexing
  private Optional<Embedder> loaded = Optional.empty(); // only once it is needed

  /**
   * @param documents with a folder for each tenant
   */
  LocalIndexing(
      Path documents, Function<Embedder, Ingest> ingest, Supplier<Embedder> model, EventLog log) {
    this.documents = documents;
    this.ingest = ingest;
    this.model = model;
    this.log = log;
  }

  @Override
  public void bringUp(Set<TenantId> changed) throws IOException {
    owed.addAll(first ? tenants() : changed);
    first = false;
    for (TenantId tenant : List.copyOf(owed)) {
      try {
        Ingest into = ingest.apply(embedder());
        into.run(tenant, FeedFolder.of(documents.resolve(tenant.value())), IndexProgress.NONE);
        owed.remove(tenant);
      } catch (IOException | RuntimeException e) {
        log.error(
            "ingest_failed", Map.of("tenant", tenant, "reason", String.valueOf(e.getMessage())), e);
      }
    }
  }

  private Embedder embedder() {
    Embedder embedder = loaded.orElseGet(model);
    loaded = Optional.of(embedder);
    return embedder;
  }

  /** Those that have feeds among their documents. */
  private Set<TenantId> tenants() throws IOException {
    Set<TenantId> found = new LinkedHashSet<>();
    if (Files.isDirectory(documents)) {
      try (Stream<Path> folders = Files.list(documents)) {
        for (Path folder : folders.toList()) {
          if (Files.isDirectory(folder.resolve(FeedFolder.PREFIX))) {
            tenant(String.valueOf(folder.getFileName())).ifPresent(found::add);
          }
        }
      }
    }
    return found;
  }

  private static Optional<TenantId> tenant(String folder) {
    try {
      return Optional.of(new TenantId(folder));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // somebody's own folder
    }
  }
}
