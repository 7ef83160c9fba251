package dev.sluice.opensearch;

import static dev.sluice.opensearch.Cluster.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.index.IndexFields;
import dev.sluice.index.IndexedChunks.IndexedChunk;
import dev.sluice.search.Ranking;
import java.util.Base64;

/** How chunks lie in an index of a cluster. Pure. */
final class Layout {
  /** Term: the id of the model that made the vector. */
  static final String EMBEDDER = "embedder";

  /** Term: how many numbers the vector has. */
  static final String DIMENSIONS = "dimensions";

  /** Kept only: the vector in base64, a third of the size of its numbers as JSON. */
  static final String VECTOR_BYTES = "vector_bytes";

  private Layout() {}

  /** The definition of an index. */
  static ObjectNode index(int dimensions, Ranking ranking) {
    ObjectNode index = JSON.createObjectNode();
    ObjectNode settings = index.putObject("settings");
    settings.put("index.knn", true);
    settings
        .putObject("similarity")
        .putObject("default")
        .put("type", "BM25")
        .put("k1", ranking.k1())
        .put("b", ranking.b());
    ObjectNode mappings = index.putObject("mappings").put("dynamic", false);
    ObjectNode fields = mappings.putObject("properties");
    IndexFields.WORDS.forEach(
        name -> fields.putObject(name).put("type", "text").put("analyzer", "whitespace"));
    ClusterTerms.wholeTerms().forEach(name -> fields.putObject(name).put("type", "keyword"));
    fields.putObject(EMBEDDER).put("type", "keyword");
    fields.putObject(DIMENSIONS).put("type", "keyword");
    fields.putObject(IndexFields.PRICE).put("type", "double");
    ObjectNode vector = fields.putObject(IndexFields.VECTOR);
    vector.put("type", "knn_vector").put("dimension", dimensions).put("data_type", "byte");
    vector
        .putObject("method")
        .put("name", "hnsw")
        .put("engine", "lucene")
        .put("space_type", "innerproduct");
    return index;
  }

  /** A chunk as a document of the index. */
  static ObjectNode document(IndexedChunk chunk, String embedder) {
    ObjectNode document = JSON.createObjectNode();
    chunk.words().forEach(document::put);
    chunk.terms().forEach((field, values) -> values.forEach(document.putArray(field)::add));
    chunk.price().forEach(document.putArray(IndexFields.PRICE)::add);
    document.put(EMBEDDER, embedder);
    document.put(DIMENSIONS, String.valueOf(chunk.vector().length));
    document.set(IndexFields.VECTOR, Queries.numbers(chunk.vector()));
    document.put(VECTOR_BYTES, Base64.getEncoder().encodeToString(chunk.vector()));
    document.put(IndexFields.STORED, chunk.stored());
    return document;
  }
}
