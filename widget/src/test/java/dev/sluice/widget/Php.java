package dev.sluice.widget;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The machine's PHP; without one, tests are skipped and say why. */
final class Php {
  private static final Path RUN = Path.of("src/test/php/run.php");

  private final Path executable;

  private Php(Path executable) {
    this.executable = executable;
  }

  static Php orSkip() {
    Optional<Path> executable =
        Arrays.stream(System.getProperty("sluice.path", "").split(File.pathSeparator))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, "php"))
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(
        executable.isPresent(),
        "The tests of the OpenCart extension are skipped: no php on the path. Debian's package is"
            + " called 'php-cli'.");
    return new Php(executable.orElseThrow());
  }

  /** What {@code php -l} says of a file, empty when it finds nothing. */
  String lint(Path file) {
    Ended ended = start(List.of("-l", file.toString()), "");
    return ended.exitCode() == 0 ? "" : ended.output();
  }

  /** Runs a method of the extension in a shop that the scenario describes; see {@code run.php}. */
  JsonNode run(String scenario) {
    Ended ended = start(List.of(RUN.toString()), scenario);
    if (ended.exitCode() != 0) {
      throw new AssertionError("PHP ended with " + ended.exitCode() + ": " + ended.output());
    }
    return ScriptedGateway.read(ended.output());
  }

  private record Ended(int exitCode, String output) {}

  private Ended start(List<String> arguments, String input) {
    try {
      Process process =
          new ProcessBuilder(executable.toString())
              .redirectErrorStream(true)
              .command(command(arguments))
              .start();
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), output);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("Running " + executable, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while running " + executable, e);
    }
  }

  private List<String> command(List<String> arguments) {
    List<String> command = new java.util.ArrayList<>(List.of(executable.toString()));
    command.addAll(List.of("-d", "display_errors=stderr"));
    command.addAll(arguments);
    return command;
  }
}
