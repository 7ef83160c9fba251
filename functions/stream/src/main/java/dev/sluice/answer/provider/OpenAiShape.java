package dev.sluice.answer.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.answer.Failure;

/** Events of the OpenAI chat-completions API and its imitations. */
final class OpenAiShape implements EventShape {
  @Override
  public boolean see(JsonNode event, StreamState state) {
    if (event.hasNonNull("error")) {
      ErrorReply error = ErrorReply.inStream(event);
      state.fault(error.failure(), error.detail());
      return false;
    }
    JsonNode choice = event.path("choices").path(0);
    JsonNode delta = choice.path("delta");
    JsonNode content = delta.path("content");
    if (!content.isMissingNode() && !content.isNull() && !content.isTextual()) {
      state.fault(Failure.BROKEN, "an event's content is not text");
      return false;
    }
    if (choice.hasNonNull("finish_reason")) {
      state.finish(choice.path("finish_reason").asText());
    }
    if (!delta.path("refusal").asText("").isEmpty()) {
      state.refused();
    }
    return !delta.path("reasoning_content").asText("").isEmpty()
        || !delta.path("reasoning").asText("").isEmpty();
  }
}
