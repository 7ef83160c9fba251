package dev.sluice.answer.provider;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;

/**
 * A provider with the model that is asked there.
 *
 * @param factory makes LangChain4j's model for one call, which costs next to nothing
 * @param prefix whether an answer can be continued from its beginning as the last message
 */
record Provider(Endpoint endpoint, Api api, Transport transport, Factory factory, boolean prefix) {

  /** Makes LangChain4j's model for one call. */
  interface Factory {
    /**
     * @param prefix whether the call continues an answer from its beginning
     */
    StreamingChatModel create(HttpClientBuilder http, boolean prefix);
  }
}
