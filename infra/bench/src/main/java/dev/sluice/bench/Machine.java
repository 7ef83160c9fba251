package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a figure was measured on. */
final class Machine {
  private Machine() {}

  /** Processors, load and Java in a line. */
  static String describe() {
    return "%d processors, load %s, Java %s, %s %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            load(),
            Runtime.version(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"));
  }

  private static String load() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    } catch (IOException e) {
      return "unknown";
    }
  }
}
