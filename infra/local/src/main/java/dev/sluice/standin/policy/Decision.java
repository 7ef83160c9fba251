package dev.sluice.standin.policy;

/** Whether something may be done. */
public sealed interface Decision {
  /** It may. */
  record Allowed() implements Decision {}

  /**
   * It may not.
   *
   * @param reason in AWS's words, beginning with "because" or "with"
   */
  record Denied(String reason) implements Decision {}
}
