package dev.sluice.bench;

import dev.sluice.embedding.Embedder;
import dev.sluice.embedding.Embedders;
import dev.sluice.index.FinishedSnapshot;
import dev.sluice.index.FolderIndexStore;
import dev.sluice.index.FolderSource;
import dev.sluice.index.IndexProgress;
import dev.sluice.index.Ingest;
import dev.sluice.index.IngestReport;
import dev.sluice.index.Manifest;
import dev.sluice.index.PublishOutcome;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What finding passages costs: in a catalogue, and among half a million passages. */
@Command(
    name = "retrieval",
    description = {
      "Index a catalogue and many passages, then ask, one question after the other.",
      "Times are CPU times of the asking thread, the embedding of the question included.",
      "Without --catalogue articles are invented; the passages always are, and their vectors are"
          + " random in clusters, as embedding them would take hours."
    },
    mixinStandardHelpOptions = true)
final class RetrievalBench implements Callable<Integer> {
  private static final TenantId SHOP = new TenantId("shop");
  private static final double CATALOGUE_MILLIS = 12;
  private static final double PASSAGES_MILLIS = 25;
  private static final double SNAPSHOT_MEGABYTES = 40;
  private static final double OPEN_MILLIS = 1_500;

  @Option(names = "--catalogue", paramLabel = "PATH", description = "A real catalogue.")
  private Optional<Path> catalogue = Optional.empty();

  @Option(
      names = "--queries",
      paramLabel = "FILE",
      description = "Questions to ask the catalogue: id TAB text.")
  private Optional<Path> queries = Optional.empty();

  @Option(
      names = "--articles",
      paramLabel = "N",
      defaultValue = "19000",
      description = "Articles to invent without a catalogue (default: ${DEFAULT-VALUE}).")
  private int articles;

  @Option(
      names = "--passages",
      paramLabel = "N",
      defaultValue = "500000",
      description = "Passages to invent; 0 leaves them out (default: ${DEFAULT-VALUE}).")
  private int passages;

  @Option(
      names = "--questions",
      paramLabel = "N",
      defaultValue = "500",
      description = "Questions to invent (default: ${DEFAULT-VALUE}).")
  private int questions;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "What is invented (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--strict", description = "Fail when a goal is missed.")
  private boolean strict;

  private final PrintStream out = System.out;

  private boolean missed; // whether a goal was

  @Override
  public Integer call() throws IOException {
    out.println(Machine.describe());
    Path folder = Files.createTempDirectory("sluice-bench-");
    try (Embedder model = Embedders.of(System.getenv())) {
      catalogue(folder, model);
      if (passages > 0) {
        passages(folder, model);
      }
    } finally {
      delete(folder);
    }
    return missed && strict ? 1 : 0;
  }

  private void catalogue(Path folder, Embedder model) throws IOException {
    SyntheticShop shop = new SyntheticShop(seed);
    Path invented = folder.resolve("catalogue.jsonl");
    if (catalogue.isEmpty()) {
      shop.writeCatalogue(invented, articles);
    }
    FolderIndexStore store = new FolderIndexStore(folder.resolve("catalogue"));
    int threads = Runtime.getRuntime().availableProcessors();
    CpuClock clock = CpuClock.start();
    IngestReport report =
        new Ingest(store, model, folder.resolve("work"), Clock.systemUTC(), threads)
            .run(SHOP, new FolderSource(List.of(catalogue.orElse(invented))), IndexProgress.NONE);
    Manifest manifest = report.published().manifest();
    out.printf(
        Locale.ROOT,
        "catalogue  %d documents, %d passages; indexed in %.0f s (%.0f a second), %.0f CPU-s%n",
        manifest.documents(),
        manifest.chunks(),
        clock.wallSeconds(),
        manifest.documents() / clock.wallSeconds(),
        clock.cpuSeconds());
    Asking asking = new Asking(store, SHOP, folder.resolve("cache"), model);
    List<String> asked = queries.isPresent() ? texts(queries.get()) : shop.questions(questions);
    print(asking, asked, CATALOGUE_MILLIS);
    check("snapshot", asking.megabytes(), SNAPSHOT_MEGABYTES, "MB");
    check("opened in", asking.openMillis(), OPEN_MILLIS, "ms");
  }

  private void passages(Path folder, Embedder model) throws IOException {
    SyntheticShop shop = new SyntheticShop(seed);
    FolderIndexStore store = new FolderIndexStore(folder.resolve("passages"));
    CpuClock clock = CpuClock.start();
    Embedder clustered = new ClusteredEmbedder(model);
    FinishedSnapshot snapshot =
        PassageIndex.write(folder.resolve("new"), shop, passages, clustered.id());
    if (!(store.publish(SHOP, snapshot, Optional.empty(), Clock.systemUTC().instant())
        instanceof PublishOutcome.Done)) {
      throw new IOException("Expected to be the only writer");
    }
    out.printf(
        Locale.ROOT,
        "passages   %d with synthetic vectors; indexed in %.0f s, %.0f CPU-s%n",
        passages,
        clock.wallSeconds(),
        clock.cpuSeconds());
    Asking asking = new Asking(store, SHOP, folder.resolve("cache"), clustered);
    print(asking, shop.questions(questions), PASSAGES_MILLIS);
    out.printf(Locale.ROOT, "  snapshot   %.1f MB%n", asking.megabytes());
    out.printf(Locale.ROOT, "  opened in  %.0f ms%n", asking.openMillis());
  }

  private void print(Asking asking, List<String> asked, double goal) {
    Asking.Measured measured = asking.measure(asked);
    out.printf(
        Locale.ROOT,
        "  CPU        p50 %.1f ms  p95 %.1f ms  p99 %.1f ms a question (%d asked 3 times),"
            + " %.1f ms of the whole process%n",
        measured.cpuMillis(0.5),
        measured.cpuMillis(0.95),
        measured.cpuMillis(0.99),
        asked.size(),
        measured.processMillis());
    check("p95", measured.cpuMillis(0.95), goal, "ms");
  }

  private void check(String what, double is, double goal, String unit) {
    boolean met = is <= goal;
    missed |= !met;
    out.printf(
        Locale.ROOT,
        "  %-10s %.1f %s, %s the goal of %.0f %s%n",
        what,
        is,
        unit,
        met ? "within" : "beyond",
        goal,
        unit);
  }

  private static List<String> texts(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.split("\t", -1))
        .filter(cells -> cells.length > 1 && !cells[1].isBlank())
        .map(cells -> cells[1])
        .toList();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
