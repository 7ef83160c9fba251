package dev.sluice.embedding.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;

/** How one provider wants to be asked for vectors. Pure; thread-safe. */
interface EmbeddingApi {
  /** Where it is asked. */
  URI url();

  /** How many texts it takes at once. */
  int batch();

  /** What is sent to it. */
  ObjectNode request(List<String> texts, Purpose purpose);

  /** The vectors in its answer, in the order of the texts; the caller checks how many there are. */
  List<JsonNode> vectors(JsonNode answer);

  /** What the texts are, for models that tell questions from documents. */
  enum Purpose {
    /** Something is looked for. */
    QUESTION,
    /** Something is to be found. */
    DOCUMENT
  }
}
