package dev.sluice.cli;

import dev.sluice.embedding.Embedder;
import dev.sluice.embedding.Embedders;
import dev.sluice.index.FolderIndexStore;
import dev.sluice.search.CrossValidation;
import dev.sluice.search.Evaluation;
import dev.sluice.search.EvaluationReport;
import dev.sluice.search.HybridRetriever;
import dev.sluice.search.Ranking;
import dev.sluice.search.Rankings;
import dev.sluice.search.SnapshotCache;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the search by queries whose right answers are known. */
@Command(
    name = "eval",
    description = {
      "Measure how well and how fast the search finds what it should.",
      "Both files are tab-separated without a header: query id and text;"
          + " query id, document and gain. docs/retrieval.md tells how to make them."
    },
    mixinStandardHelpOptions = true)
final class EvalCommand implements Callable<Integer> {
  @Mixin private DataOption data = new DataOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--queries",
      required = true,
      paramLabel = "FILE",
      description = "The queries: id TAB text.")
  private Path queries = Path.of("");

  @Option(
      names = "--judgments",
      required = true,
      paramLabel = "FILE",
      description = "What answers them: query id TAB document TAB gain.")
  private Path judgments = Path.of("");

  @Option(
      names = "--index",
      arity = "1..*",
      paramLabel = "PATH",
      description = "Measure these folders and files instead of the tenant's index.")
  private List<Path> index = List.of();

  @Option(
      names = "--tenant",
      paramLabel = "T",
      defaultValue = LocalStack.DEMO,
      description = "Whose index to measure (default: ${DEFAULT-VALUE}).")
  private String tenant = LocalStack.DEMO;

  @Option(
      names = "--folds",
      paramLabel = "N",
      description = "Also measure by cross-validation with so many folds; 5 is usual.")
  private int folds;

  @Option(names = "--worst", paramLabel = "N", description = "List the N worst queries.")
  private int worst;

  @Override
  public Integer call() {
    Evaluation evaluation = read();
    TenantId whose = new TenantId(tenant);
    if (index.isEmpty()) {
      DataFolder folder = data.open();
      measure(evaluation, folder.index(), folder.workspace(), whose);
    } else {
      DataFolder folder = Folders.temporary();
      try {
        Indexing indexing =
            new Indexing(new FolderIndexStore(folder.index()), folder.workspace(), System.err);
        int threads = Runtime.getRuntime().availableProcessors();
        Indexing.print(indexing.run(whose, index, threads), new PrintWriter(System.err, true));
        measure(evaluation, folder.index(), folder.workspace(), whose);
      } finally {
        Folders.delete(folder.path());
      }
    }
    return 0;
  }

  private Evaluation read() {
    try {
      return Evaluation.read(queries, judgments);
    } catch (IOException e) {
      throw new CommandFailure("cannot read the judged queries: " + DataFolder.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private void measure(Evaluation evaluation, Path store, Path workspace, TenantId whose) {
    PrintWriter out = spec.commandLine().getOut();
    FolderIndexStore snapshots = new FolderIndexStore(store);
    try (Embedder model = Embedders.of(System.getenv());
        SnapshotCache cache = new SnapshotCache(snapshots, workspace, Clock.systemUTC())) {
      if (snapshots.current(whose).isEmpty()) {
        throw new CommandFailure(
            "tenant " + whose + " has no index in " + store + "; make it with ./sluice index");
      }
      evaluation.run(new HybridRetriever(cache, model), whose); // warm-up
      print(evaluation.run(new HybridRetriever(cache, model), whose), out);
      if (folds > 0) {
        print(crossValidate(evaluation, cache, model, whose), out);
      }
    } catch (IOException e) {
      throw new CommandFailure("cannot read the index: " + DataFolder.reason(e), e);
    }
    out.flush();
  }

  private CrossValidation crossValidate(
      Evaluation evaluation, SnapshotCache cache, Embedder model, TenantId whose) {
    Embedder known = new RememberedEmbedder(model);
    List<EvaluationReport> reports = new ArrayList<>();
    for (Ranking ranking : Rankings.neighbours()) {
      reports.add(evaluation.run(new HybridRetriever(cache, known, ranking), whose));
    }
    try {
      return CrossValidation.of(reports, folds);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private void print(EvaluationReport report, PrintWriter out) {
    out.printf("queries     %d, of them judged %d%n", report.queries().size(), report.judged());
    out.printf(Locale.ROOT, "nDCG@10     %.3f%n", report.ndcg());
    out.printf(Locale.ROOT, "recall@10   %.3f%n", report.recall());
    out.printf(Locale.ROOT, "MRR@10      %.3f%n", report.reciprocalRank());
    out.printf(
        "latency     p50 %s  p95 %s  p99 %s%n",
        millis(report.wall(0.5)), millis(report.wall(0.95)), millis(report.wall(0.99)));
    out.printf(
        "CPU         p50 %s  p95 %s  p99 %s%n",
        millis(report.cpu(0.5)), millis(report.cpu(0.95)), millis(report.cpu(0.99)));
    report.queries().stream()
        .filter(query -> query.metrics().judged())
        .sorted(Comparator.comparingDouble(query -> query.metrics().ndcg()))
        .limit(worst)
        .forEach(
            query ->
                out.printf(
                    Locale.ROOT,
                    "  %.3f  %s  %s%n",
                    query.metrics().ndcg(),
                    query.id(),
                    query.text()));
  }

  private static void print(CrossValidation result, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "nDCG@10     %.3f cross-validated (%d folds, %d weightings)%n",
        result.ndcg(),
        result.folds(),
        result.candidates());
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
  }
}
