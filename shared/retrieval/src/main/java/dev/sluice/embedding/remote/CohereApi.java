package dev.sluice.embedding.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Cohere Embed on Bedrock (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed.html">Cohere
 * Embed models</a>).
 *
 * @param url of the model, with {@code /invoke} at its end
 * @param dimensions how many numbers are asked for, 0 for as many as the model gives
 */
record CohereApi(URI url, int dimensions) implements EmbeddingApi {
  /** As many as the API takes. */
  private static final int BATCH = 96;

  @Override
  public int batch() {
    return BATCH;
  }

  @Override
  public ObjectNode request(List<String> texts, Purpose purpose) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    texts.forEach(request.putArray("texts")::add);
    request.put("input_type", purpose == Purpose.QUESTION ? "search_query" : "search_document");
    request.putArray("embedding_types").add("float");
    if (dimensions > 0) {
      request.put("output_dimension", dimensions);
    }
    return request;
  }

  @Override
  public List<JsonNode> vectors(JsonNode answer) {
    List<JsonNode> vectors = new ArrayList<>();
    answer.path("embeddings").path("float").forEach(vectors::add);
    return vectors;
  }
}
