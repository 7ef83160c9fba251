package dev.sluice.answer.provider;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;

/**
 * A provider with the model that is asked there.
 *
 * @param factory makes LangChain4j's model for one call, which costs next to nothing
 */
record Provider(Endpoint endpoint, Api api, Transport transport, Factory factory) {

  /** Makes LangChain4j's model for one call. */
  interface Factory {
    /**
     * @param prefix whether the call continues an answer from its beginning
     */
    StreamingChatModel create(HttpClientBuilder http, boolean prefix);
  }
}
