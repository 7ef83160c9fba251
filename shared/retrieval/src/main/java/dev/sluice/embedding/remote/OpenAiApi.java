package dev.sluice.embedding.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * OpenAI's API, which Gemini, Ollama and many others speak too (<a
 * href="https://platform.openai.com/docs/api-reference/embeddings">Create embeddings</a>).
 *
 * @param url with {@code /embeddings} at its end
 * @param dimensions how many numbers are asked for, 0 for as many as the model gives
 */
record OpenAiApi(URI url, String model, int dimensions) implements EmbeddingApi {
  /** OpenAI takes 2,048 texts, Gemini 100. */
  private static final int BATCH = 64;

  @Override
  public int batch() {
    return BATCH;
  }

  @Override
  public ObjectNode request(List<String> texts, Purpose purpose) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("model", model);
    texts.forEach(request.putArray("input")::add);
    if (dimensions > 0) {
      request.put("dimensions", dimensions);
    }
    return request;
  }

  @Override
  public List<JsonNode> vectors(JsonNode answer) {
    List<JsonNode> data = new ArrayList<>();
    answer.path("data").forEach(data::add);
    data.sort(Comparator.comparingInt(entry -> entry.path("index").asInt()));
    return data.stream().map(entry -> entry.path("embedding")).toList();
  }
}
