package dev.sluice.answer.provider;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What one API's events look like, as far as LangChain4j does not tell: it drops errors that come
 * as events without a name, refusals, and finish reasons it does not know. Stateless.
 */
interface EventShape {
  /** Notes what the event says about the stream's state, and returns whether it is a thought. */
  boolean see(JsonNode event, StreamState state);
}
