package dev.sluice.cli;

import dev.sluice.index.IngestReport;
import dev.sluice.session.TenantId;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes documents searchable in the local stack, whether it runs or not. */
@Command(
    name = "index",
    description = {
      "Make folders and files searchable.",
      "The tenant's index then holds exactly what is below the given paths:"
          + " Markdown, HTML, text, and catalogues as CSV, JSON or JSON lines.",
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

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Folders and files.")
  private List<Path> paths = List.of();

  @Override
  public Integer call() {
    DataFolder folder = data.open();
    IngestReport report =
        new Indexing(folder.index(), folder.workspace(), System.err)
            .run(new TenantId(tenant), paths);
    Indexing.print(report, System.out);
    return report.failures().isEmpty() ? 0 : 1;
  }
}
