package dev.sluice.answer;

import dev.sluice.session.FinishReason;
import dev.sluice.session.Usage;

/** What a chat model's call brings: any number of texts and thoughts, then one end. */
public sealed interface ModelEvent {
  /**
   * A piece of the answer.
   *
   * @param text never empty; a surrogate pair may be split between two pieces
   */
  record Text(String text) implements ModelEvent {}

  /** The model is reasoning, or otherwise alive without text. Its thoughts are not kept. */
  record Thinking() implements ModelEvent {}

  /** The provider has said that the answer is over. */
  record Ended(FinishReason reason, Usage usage) implements ModelEvent {}

  /**
   * The call has failed.
   *
   * @param detail for logs: status, the provider's error code, numbers; never text of the question,
   *     the answer or the provider's message, which may quote them or the key
   */
  record Failed(Failure kind, String detail) implements ModelEvent {}
}
