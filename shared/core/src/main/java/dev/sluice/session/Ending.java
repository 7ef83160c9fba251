package dev.sluice.session;

import java.util.List;

/** How a stream ended. */
public sealed interface Ending {
  /**
   * The answer is whole, or as long as it may be.
   *
   * @param model the model that said it (the last, if several did)
   * @param responseTimeMillis from the question's arrival to its end
   */
  record Done(
      FinishReason reason,
      List<Citation> citations,
      String model,
      Usage usage,
      long responseTimeMillis)
      implements Ending {
    /** Copies the citations. */
    public Done {
      citations = List.copyOf(citations);
    }
  }

  /** The visitor cancelled it; the text that is stored is the answer. */
  record Cancelled() implements Ending {}

  /** It could not be answered. */
  record Failed(ErrorCode code) implements Ending {}
}
