package dev.sluice.cli;

import dev.sluice.embedding.Embedder;
import dev.sluice.embedding.Embedders;
import dev.sluice.index.DocumentSource;
import dev.sluice.index.FeedFolder;
import dev.sluice.index.FolderIndexStore;
import dev.sluice.index.FolderSource;
import dev.sluice.index.IndexProgress;
import dev.sluice.index.IndexStore;
import dev.sluice.index.Ingest;
import dev.sluice.index.IngestReport;
import dev.sluice.index.WithFeeds;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Makes folders and files searchable, with a progress bar. */
final class Indexing {
  private static final int BYTES_PER_KB = 1_024;

  private final IndexStore store;
  private final Path workspace;
  private final PrintStream out;
  private final Optional<Path> fetched; // the documents folder of the stack, for its feeds

  /**
   * @param out where the progress bar is drawn
   */
  Indexing(IndexStore store, Path workspace, PrintStream out) {
    this(store, workspace, out, Optional.empty());
  }

  private Indexing(IndexStore store, Path workspace, PrintStream out, Optional<Path> fetched) {
    this.store = store;
    this.workspace = workspace;
    this.out = out;
    this.fetched = fetched;
  }

  /** The index of the local stack on the folder: feeds that it has fetched stay searchable. */
  static Indexing ofStack(DataFolder folder, PrintStream out) {
    return new Indexing(
        new FolderIndexStore(folder.index()),
        folder.workspace(),
        out,
        Optional.of(folder.documents()));
  }

  /**
   * Brings the tenant's index up to the given folders and files.
   *
   * @throws CommandFailure if a path cannot be read or the index cannot be written
   */
  IngestReport run(TenantId tenant, List<Path> paths, int threads) {
    for (Path path : paths) {
      if (!Files.isReadable(path)) {
        throw new CommandFailure(
            (Files.exists(path) ? "cannot read " : "there is no ") + path.toAbsolutePath());
      }
    }
    try (Embedder embedder = Embedders.of(System.getenv());
        ProgressBar bar = bar()) {
      Ingest ingest = new Ingest(store, embedder, workspace, Clock.systemUTC(), threads);
      DocumentSource own = new FolderSource(paths);
      DocumentSource source =
          fetched
              .<DocumentSource>map(
                  documents -> new WithFeeds(own, FeedFolder.of(documents.resolve(tenant.value()))))
              .orElse(own);
      return ingest.run(tenant, source, new Drawn(bar));
    } catch (IOException e) {
      throw new CommandFailure("cannot index: " + DataFolder.reason(e), e);
    }
  }

  private ProgressBar bar() {
    return new ProgressBarBuilder()
        .setTaskName("indexing")
        .setUnit(" KB", BYTES_PER_KB)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(500)
        .setConsumer(new ConsoleProgressBarConsumer(out, 120))
        .showSpeed()
        .build();
  }

  /** Tells what was done, and what of the documents is not searchable and why. */
  static void print(IngestReport report, PrintWriter out) {
    report
        .failures()
        .forEach(
            failure -> out.println("  not indexed: " + failure.name() + ": " + failure.reason()));
    int added = report.indexedFiles() - report.replacedFiles();
    out.printf(
        "files: %d new, %d replaced, %d removed; %d passages embedded%n",
        added, report.replacedFiles(), report.removedFiles(), report.embedded());
    out.printf(
        "indexed %d documents as %d passages%s%n",
        report.published().manifest().documents(),
        report.published().manifest().chunks(),
        report.failures().isEmpty() ? "" : "; " + report.failures().size() + " could not be");
    out.flush();
  }

  /** Draws how far indexing has come. */
  private record Drawn(ProgressBar bar) implements IndexProgress {
    @Override
    public void at(State state) {
      bar.maxHint(state.totalBytes());
      bar.stepTo(state.doneBytes());
      bar.setExtraMessage(" " + state.documents() + " documents");
    }
  }
}
