package dev.sluice.embedding.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;

/**
 * Amazon Titan Text Embeddings on Bedrock, one text at a time (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html">Titan
 * Embeddings G1 and V2</a>).
 *
 * @param url of the model, with {@code /invoke} at its end
 * @param dimensions how many numbers are asked for, 0 for as many as the model gives
 */
record TitanApi(URI url, int dimensions) implements EmbeddingApi {
  @Override
  public int batch() {
    return 1;
  }

  @Override
  public ObjectNode request(List<String> texts, Purpose purpose) {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("inputText", texts.getFirst());
    return dimensions > 0 ? request.put("dimensions", dimensions) : request;
  }

  @Override
  public List<JsonNode> vectors(JsonNode answer) {
    return List.of(answer.path("embedding"));
  }
}
