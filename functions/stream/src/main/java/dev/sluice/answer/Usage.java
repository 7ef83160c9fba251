package dev.sluice.answer;

/**
 * Tokens that a provider says it has counted.
 *
 * @param inputTokens of the prompt, 0 when the provider did not say
 * @param outputTokens of the answer, reasoning included, 0 when the provider did not say
 */
public record Usage(long inputTokens, long outputTokens) {
  /** The provider did not say. */
  public static final Usage UNKNOWN = new Usage(0, 0);
}
