package dev.sluice.answer.provider;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.sluice.answer.Message;
import dev.sluice.answer.Prompt;
import java.util.ArrayList;
import java.util.List;

/** Turns a prompt, and the beginning of an answer if there is one, into LangChain4j's messages. */
final class Conversation {
  private static final String GO_ON =
      """
      Your answer broke off there. Go on from exactly where it stops, in the middle of the sentence \
      or of the word if need be, so that both parts together are the whole answer. If a new word \
      begins, begin with a space. Do not repeat what is there, do not start again, do not say that \
      you go on.\
      """;

  private Conversation() {}

  /**
   * @param soFar what the reader already has, possibly empty
   * @param prefix whether the provider goes on from the last message by itself
   */
  static ChatRequest of(Prompt prompt, String soFar, boolean prefix) {
    List<ChatMessage> messages = new ArrayList<>();
    messages.add(SystemMessage.from(prompt.system()));
    for (Message message : prompt.messages()) {
      if (!message.content().isBlank()) { // LangChain4j refuses to send such a one
        messages.add(
            switch (message.role()) {
              case USER -> UserMessage.from(message.content());
              case ASSISTANT -> AiMessage.from(message.content());
            });
      }
    }
    if (!soFar.isEmpty()) {
      messages.add(AiMessage.from(soFar));
      if (!prefix) {
        messages.add(UserMessage.from(GO_ON));
      }
    }
    return ChatRequest.builder().messages(messages).build();
  }
}
