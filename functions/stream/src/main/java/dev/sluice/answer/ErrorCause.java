package dev.sluice.answer;

/** Why there is no whole answer; each is an error code of the protocol. */
public enum ErrorCause {
  /** Every model failed before the first text. */
  MODEL_FAILED,
  /** Time ran out before the first text. */
  MODEL_TIMEOUT,
  /** Text has been shown and no model could finish it. */
  INCOMPLETE
}
