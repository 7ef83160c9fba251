package dev.sluice.answer;

import dev.sluice.session.FinishReason;
import dev.sluice.session.Usage;

/** How one model's try at an answer ended. */
sealed interface AttemptEnd {
  /** The answer is whole. */
  record Whole(FinishReason reason, Usage usage) implements AttemptEnd {}

  /**
   * The next model has to go on.
   *
   * @param wrote whether this try has added text to the answer
   * @param cutShort whether it was given less than a model's usual time
   */
  record Broken(ModelEvent.Failed failure, boolean wrote, boolean cutShort) implements AttemptEnd {}

  /** The run is cancelled. */
  record Stopped() implements AttemptEnd {}
}
