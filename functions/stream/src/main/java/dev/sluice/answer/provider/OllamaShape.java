package dev.sluice.answer.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.answer.Failure;

/** Lines of Ollama's chat API. */
final class OllamaShape implements EventShape {
  @Override
  public boolean see(JsonNode event, StreamState state) {
    if (event.hasNonNull("error")) {
      state.fault(Failure.BROKEN, "an error in the stream");
      return false;
    }
    if (event.path("done").asBoolean()) {
      state.finish(event.path("done_reason").asText("stop"));
      state.done();
    }
    return !event.path("message").path("thinking").asText("").isEmpty();
  }
}
