package dev.sluice.widget;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The frames of the protocol, as the server's encoder writes them. */
final class Frames {
  private Frames() {}

  static ObjectNode frame(String type, String id) {
    return ScriptedGateway.JSON.createObjectNode().put("type", type).put("stream_id", id);
  }

  static ObjectNode status(String id) {
    return frame("status", id)
        .put("message", "Processing query...")
        .put("status", "processing")
        .put("ai_agent_mode", false);
  }

  static ObjectNode immediate(String id, List<ObjectNode> snippets) {
    ObjectNode frame = frame("immediate", id);
    ObjectNode data = frame.putObject("data").put("model", "auto").put("search_strategy", "hybrid");
    ArrayNode files = data.putArray("files");
    snippets.stream().map(s -> s.path("source").asText()).distinct().forEach(files::add);
    data.putArray("snippets").addAll(snippets);
    return frame;
  }

  /** A passage; no URL, image or price where they are empty. */
  static ObjectNode snippet(String source, String title, String url, String image, String price) {
    ObjectNode snippet =
        ScriptedGateway.JSON
            .createObjectNode()
            .put("content", "About " + title)
            .put("source", source)
            .put("score", 0.5)
            .put("title", title)
            .put("url", url);
    ObjectNode metadata = snippet.putObject("metadata");
    if (!image.isEmpty()) {
      metadata.put("image", image);
    }
    if (!price.isEmpty()) {
      metadata.put("price", price).put("currency", "EUR");
    }
    return snippet;
  }

  static ObjectNode start(String id, int attempt, int offset) {
    return frame("stream_start", id)
        .put("message", "Generating AI analysis...")
        .put("ai_agent_mode", false)
        .put("attempt", attempt)
        .put("offset", offset);
  }

  static ObjectNode token(String id, int attempt, int offset, String token) {
    return frame("stream_token", id)
        .put("token", token)
        .put("offset", offset)
        .put("attempt", attempt)
        .put("ai_agent_mode", false);
  }

  static ObjectNode end(String id, int attempt, int length, String reason) {
    ObjectNode frame =
        frame("stream_end", id)
            .put("ai_agent_mode", false)
            .put("attempt", attempt)
            .put("length", length)
            .put("finish_reason", reason);
    frame.putArray("citations");
    return frame;
  }

  static ObjectNode overview(String id, int attempt, String text) {
    ObjectNode frame = frame("overview", id).put("data", text).put("attempt", attempt);
    frame.putArray("citations");
    return frame;
  }

  static ObjectNode complete(String id, int attempt) {
    return frame("complete", id)
        .put("message", "Query processed successfully")
        .put("response_time_ms", 12)
        .put("attempt", attempt)
        .put("model", "scripted");
  }

  /**
   * An error that answers a message; with {@code attempt} put into it, one that ends the stream.
   */
  static ObjectNode error(String id, String code) {
    return frame("error", id)
        .put("message", "It failed: " + code)
        .put("code", code)
        .put("retryable", true);
  }
}
