package dev.sluice.cli;

import dev.sluice.deploy.Bundle;
import dev.sluice.deploy.Release;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a release: one file to install from, with a browser alone. */
@Command(
    name = "package",
    description = {
      "Make a release: packages, template, widget, OpenCart extension, instructions, checksums.",
      "Whoever gets it installs it in the AWS console, without a JDK."
    },
    mixinStandardHelpOptions = true)
final class PackageCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where to (default: target/release).")
  private @Nullable Path folder;

  @Override
  public Integer call() {
    Path home = LocalStack.home();
    Path into = folder == null ? home.resolve("target/release") : folder;
    Path file = new Bundle(Release.of(home), Version.number()).write(into);
    System.out.println(file);
    return 0;
  }
}
