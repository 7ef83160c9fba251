package dev.sluice.answer;

/** Why a model's call failed, as far as the chain of models acts on it. */
public enum Failure {
  /** The shop has to change something: key, payment, model's name, a request never accepted. */
  MISCONFIGURED,
  /** This question gets no answer here: content filter, refusal, empty answer, prompt too long. */
  REFUSED,
  /** The provider cannot be reached or cannot answer now: connect, 408, 429, 5xx. */
  UNAVAILABLE,
  /** The answer broke off or was not understood: cut connection, malformed event. */
  BROKEN,
  /** No first token, or no further one, in time. */
  TIMEOUT
}
