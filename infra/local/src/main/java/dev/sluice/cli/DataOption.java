package dev.sluice.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that all commands on the local stack's data share. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = DataFolder.DEFAULT,
      description = "Where the local stack keeps its data (default: ${DEFAULT-VALUE}).")
  private Path path = Path.of(DataFolder.DEFAULT);

  Path path() {
    return path;
  }

  DataFolder open() {
    return DataFolder.open(path);
  }
}
