package dev.sluice.settings;

import java.util.List;

/** Settings that are missing or wrong; the message names every one of them. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingsException(List<String> problems) {
    super("Settings: " + String.join("; ", problems));
  }
}
