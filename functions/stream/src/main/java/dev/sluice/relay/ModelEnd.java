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

  /** The end of an answer that is as long as it may be, however its model came to an end. */
  default Said atFullLength() {
    return switch (this) {
      case Said said -> new Said(FinishReason.LENGTH, said.model(), said.usage());
      case Broken broken -> new Said(FinishReason.LENGTH, "", Usage.NONE);
    };
  }
}
