package dev.sluice.bench;

import dev.sluice.embedding.Embedder;
import dev.sluice.index.FolderIndexStore;
import dev.sluice.index.Manifest;
import dev.sluice.index.Snapshot;
import dev.sluice.search.HybridRetriever;
import dev.sluice.search.SearchRequest;
import dev.sluice.search.SnapshotCache;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Asks a tenant's snapshot and measures what it costs. Used by one thread. */
final class Asking {
  private static final int ROUNDS = 3;

  /** As many passages as the protocol gives unless told otherwise. */
  private static final int TOP_K = 8;

  private final FolderIndexStore store;
  private final TenantId tenant;
  private final Path workspace;
  private final Embedder model;
  private final double openMillis;
  private final double megabytes;

  Asking(FolderIndexStore store, TenantId tenant, Path workspace, Embedder model)
      throws IOException {
    this.store = store;
    this.tenant = tenant;
    this.workspace = workspace;
    this.model = model;
    Manifest manifest = store.current(tenant).orElseThrow().manifest();
    long begin = System.nanoTime();
    try (Snapshot snapshot = Snapshot.fetch(store, tenant, manifest, workspace)) {
      openMillis = (System.nanoTime() - begin) / 1e6;
      megabytes = size(snapshot.directory()) / 1e6;
    }
  }

  /** From the manifest to the first question, checksums verified; by the wall's clock. */
  double openMillis() {
    return openMillis;
  }

  double megabytes() {
    return megabytes;
  }

  /**
   * What the questions took.
   *
   * @param cpuNanos of the asking thread, ascending
   * @param processMillis of all threads, a question
   */
  record Measured(long[] cpuNanos, double processMillis) {
    double cpuMillis(double share) {
      int at = (int) Math.ceil(share * cpuNanos.length) - 1;
      return cpuNanos[Math.clamp(at, 0, cpuNanos.length - 1)] / 1e6;
    }
  }

  /** Asks each question once to warm up, and then three times. */
  Measured measure(List<String> questions) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] nanos = new long[questions.size() * ROUNDS];
    try (SnapshotCache cache = new SnapshotCache(store, workspace, Clock.systemUTC())) {
      HybridRetriever retriever = new HybridRetriever(cache, model);
      questions.forEach(question -> ask(retriever, question));
      CpuClock clock = CpuClock.start();
      for (int i = 0; i < nanos.length; i++) {
        long begin = threads.getCurrentThreadCpuTime();
        ask(retriever, questions.get(i % questions.size()));
        nanos[i] = threads.getCurrentThreadCpuTime() - begin;
      }
      double process = clock.cpuSeconds() * 1_000 / nanos.length;
      Arrays.sort(nanos);
      return new Measured(nanos, process);
    }
  }

  private void ask(HybridRetriever retriever, String question) {
    retriever.retrieve(SearchRequest.of(tenant, question, TOP_K));
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
