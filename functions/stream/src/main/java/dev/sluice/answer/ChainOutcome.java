package dev.sluice.answer;

import dev.sluice.session.FinishReason;
import dev.sluice.session.Usage;

/** How a run of the chain of models went. */
public sealed interface ChainOutcome {
  /**
   * The answer is whole.
   *
   * @param usage as the model that finished the answer said; those that broke off say nothing
   * @param model the one that finished the answer
   */
  record Finished(FinishReason reason, Usage usage, String model) implements ChainOutcome {}

  /**
   * The answer is missing or broke off.
   *
   * @param detail for logs: which models failed, and how
   */
  record Failed(ErrorCause cause, String detail) implements ChainOutcome {}

  /** The run was cancelled or its thread interrupted; the model's call is over. */
  record Cancelled() implements ChainOutcome {}
}
