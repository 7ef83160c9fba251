package dev.sluice.session;

/**
 * How much may be asked under one key or token.
 *
 * @param questionsPerMinute for each source IP under a public key, else for the subject
 * @param questionsPerDay for the whole tenant
 */
public record Limits(int questionsPerMinute, int questionsPerDay) {
  /** What a key gets unless told otherwise. */
  public static final Limits DEFAULT = new Limits(60, 10_000);

  /**
   * @throws IllegalArgumentException if one is below 1
   */
  public Limits {
    if (questionsPerMinute < 1 || questionsPerDay < 1) {
      throw new IllegalArgumentException(
          "Expected limits of at least 1 but got "
              + questionsPerMinute
              + " a minute and "
              + questionsPerDay
              + " a day");
    }
  }
}
