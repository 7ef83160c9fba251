package dev.sluice.opensearch;

import static dev.sluice.opensearch.Cluster.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.index.IndexFields;
import dev.sluice.index.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an index holds as a whole.
 *
 * @param chunks how many there are
 * @param languages of at least one chunk in a hundred, that of the most first
 * @param embedders the ids of the models that made its vectors
 * @param dimensions how many numbers a vector has
 */
record IndexState(long chunks, List<Language> languages, List<String> embedders, int dimensions) {
  private static final int RARE = 100;
  private static final int MAX_BUCKETS = 20; // there are fewer languages

  IndexState {
    languages = List.copyOf(languages);
    embedders = List.copyOf(embedders);
  }

  /** Asks the cluster, which remembers the answer until the index changes; empty for no chunks. */
  static Optional<IndexState> of(Cluster cluster, String index) throws IOException {
    ObjectNode search = JSON.createObjectNode().put("size", 0).put("track_total_hits", true);
    ObjectNode counts = search.putObject("aggs");
    for (String field : List.of(IndexFields.LANGUAGE, Layout.EMBEDDER, Layout.DIMENSIONS)) {
      counts.putObject(field).putObject("terms").put("field", field).put("size", MAX_BUCKETS);
    }
    Cluster.Answer answer =
        cluster.send("POST", "/" + index + "/_search?request_cache=true", search);
    if (answer.status() == Cluster.NOT_FOUND) {
      return Optional.empty();
    }
    JsonNode found = answer.orFail("describe an index");
    long chunks = found.at("/hits/total/value").asLong();
    if (chunks == 0) {
      return Optional.empty();
    }
    List<String> dimensions = keys(found, Layout.DIMENSIONS);
    return Optional.of(
        new IndexState(
            chunks,
            languages(found, chunks),
            keys(found, Layout.EMBEDDER),
            dimensions.size() == 1 ? Integer.parseInt(dimensions.getFirst()) : 0));
  }

  private static List<Language> languages(JsonNode found, long chunks) {
    List<Language> languages = new ArrayList<>();
    for (JsonNode bucket : found.at("/aggregations/" + IndexFields.LANGUAGE + "/buckets")) {
      for (Language language : Language.values()) {
        boolean usual = bucket.path("doc_count").asLong() * RARE >= chunks;
        if (usual && language.tag().equals(bucket.path("key").asText())) {
          languages.add(language);
        }
      }
    }
    return languages.isEmpty() ? List.of(Language.ENGLISH) : languages;
  }

  private static List<String> keys(JsonNode found, String field) {
    List<String> keys = new ArrayList<>();
    for (JsonNode bucket : found.at("/aggregations/" + field + "/buckets")) {
      keys.add(bucket.path("key").asText());
    }
    return keys;
  }
}
