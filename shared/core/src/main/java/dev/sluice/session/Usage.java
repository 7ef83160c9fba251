package dev.sluice.session;

/** Tokens that the provider counted; both 0 when it did not say. */
public record Usage(long inputTokens, long outputTokens) {
  /** Nothing counted. */
  public static final Usage NONE = new Usage(0, 0);

  /** Both added up. */
  public Usage plus(Usage other) {
    return new Usage(inputTokens + other.inputTokens, outputTokens + other.outputTokens);
  }
}
