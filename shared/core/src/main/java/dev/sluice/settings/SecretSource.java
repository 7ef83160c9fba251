package dev.sluice.settings;

import java.util.Map;

/** Where the settings are kept that do not belong into an environment. Thread-safe. */
@FunctionalInterface
public interface SecretSource {
  /**
   * All that are there, by their names as settings. Blocks for two seconds at most.
   *
   * @throws RuntimeException if they cannot be read
   */
  Map<String, String> read();
}
