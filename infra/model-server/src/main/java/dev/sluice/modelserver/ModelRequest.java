package dev.sluice.modelserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as it came.
 *
 * @param headers by lower-case name; of several with one name, the last
 * @param body the JSON document, or a missing node when there was none
 */
public record ModelRequest(String method, String path, Map<String, String> headers, JsonNode body) {

  /** Copies the headers. */
  public ModelRequest {
    headers = Map.copyOf(new TreeMap<>(headers));
  }

  /** The name of the model that was asked for, empty when there is none. */
  public String model() {
    return body.path("model").asText();
  }

  /** The text of the message at this place, counted from the end when negative. */
  public String message(int index) {
    JsonNode messages = body.path("messages");
    JsonNode content = messages.path(index < 0 ? messages.size() + index : index).path("content");
    return content.isArray() ? content.path(0).path("text").asText() : content.asText();
  }
}
