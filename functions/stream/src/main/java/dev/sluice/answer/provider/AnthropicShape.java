package dev.sluice.answer.provider;

import com.fasterxml.jackson.databind.JsonNode;

/** Events of Anthropic's messages API. */
final class AnthropicShape implements EventShape {
  @Override
  public boolean see(JsonNode event, StreamState state) {
    switch (event.path("type").asText()) {
      case "error" -> {
        ErrorReply error = ErrorReply.inStream(event);
        state.fault(error.failure(), error.detail());
      }
      case "message_delta" -> {
        if (event.path("delta").hasNonNull("stop_reason")) {
          state.finish(event.path("delta").path("stop_reason").asText());
        }
      }
      case "message_stop" -> state.done();
      default -> {}
    }
    return event.path("delta").path("type").asText().equals("thinking_delta");
  }
}
