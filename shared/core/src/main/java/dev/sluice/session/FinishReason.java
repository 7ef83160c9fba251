package dev.sluice.session;

import java.util.Locale;

/** Why an answer ended. */
public enum FinishReason {
  /** The model had said all. */
  STOP,
  /** The model's or our limit of length was reached. */
  LENGTH,
  /** The visitor did not want more. */
  CANCELLED;

  /** The name in frames and items. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The reason of that name. */
  public static FinishReason named(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
