package dev.sluice.session;

import java.util.Locale;

/** Why an answer ended. */
public enum FinishReason {
  /**
   * The model had said all. A provider's content filter that stops an answer after its first text
   * counts as this too: the text stands, and another model is not asked to go on with what one has
   * refused.
   */
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
