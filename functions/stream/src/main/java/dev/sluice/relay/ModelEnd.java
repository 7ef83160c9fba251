package dev.sluice.relay;

import dev.sluice.session.ErrorCode;
import dev.sluice.session.FinishReason;
import dev.sluice.session.Usage;

/** How the chain of models ended. */
public sealed interface ModelEnd {
  /** The text is whole, or as long as it may be. */
  record Said(FinishReason reason, String model, Usage usage) implements ModelEnd {}

  /** It cannot become whole. */
  record Broken(ErrorCode code) implements ModelEnd {}
}
