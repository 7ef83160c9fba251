package dev.sluice.cli;

import dev.sluice.index.IndexStore;
import dev.sluice.index.IngestReport;
import dev.sluice.index.aws.IndexStores;
import dev.sluice.session.TenantId;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes documents searchable in the local stack, whether it runs or not. */
@Command(
    name = "index",
    description = {
      "Make folders and files searchable.",
      "The tenant's index then holds exactly what is below the given paths:"
          + " Markdown, HTML, text, PDF, DOCX, and catalogues as CSV, TSV, JSON, JSON lines"
          + " or XML feeds. What it held before and is not there is removed, but for feeds that"
          + " the stack fetches.",
      "A stack that runs serves the new index from the next question on."
    },
    mixinStandardHelpOptions = true)
final class IndexCommand implements Callable<Integer> {
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--tenant",
      paramLabel = "T",
      defaultValue = LocalStack.DEMO,
      description = "Whose documents they are (default: ${DEFAULT-VALUE}).")
  private String tenant = LocalStack.DEMO;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many passages are embedded at once (default: one a processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--status",
      description =
          "Index nothing; show what each tenant's index holds and what it could not read.")
  private boolean status;

  @Option(
      names = "--store",
      paramLabel = "URI",
      description =
          "Where indexes lie: file:///folder or s3://bucket/prefix (default: the data folder).")
  private Optional<URI> store = Optional.empty();

  @Parameters(arity = "0..*", paramLabel = "PATH", description = "Folders and files.")
  private List<Path> paths = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    DataFolder folder = data.open();
    PrintWriter out = spec.commandLine().getOut();
    if (status) {
      return IndexStatus.print(indexes(folder), folder.workspace(), out) ? 0 : 1;
    }
    if (paths.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'PATH'");
    }
    if (threads < 1) {
      throw new ParameterException(
          spec.commandLine(), "Expected --threads of at least 1 but got " + threads);
    }
    IngestReport report =
        (store.isPresent()
                ? new Indexing(indexes(folder), folder.workspace(), System.err)
                : Indexing.ofStack(folder, System.err))
            .run(new TenantId(tenant), paths, threads);
    Indexing.print(report, out);
    return report.failures().isEmpty() && report.complete() ? 0 : 1;
  }

  private IndexStore indexes(DataFolder folder) {
    try {
      return IndexStores.open(store.orElse(folder.index().toUri()), System.getenv());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
