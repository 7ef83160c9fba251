package dev.sluice.answer;

import java.util.List;

/**
 * What a model is asked, in no provider's format.
 *
 * @param system the rules of answering
 * @param messages earlier turns, then the question with its passages; the last is the visitor's
 * @param request what the prompt was made from, for a model that needs no prose
 */
public record Prompt(String system, List<Message> messages, AnswerRequest request) {
  /** Copies the messages. */
  public Prompt {
    messages = List.copyOf(messages);
  }
}
