package dev.sluice.opensearch;

import static dev.sluice.opensearch.Cluster.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.index.IndexFields;
import dev.sluice.search.TermStatistics;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The terms of one index of a cluster; frequencies are asked for once. Owned by one search. */
final class ClusterTerms implements TermStatistics {
  private static final int MAX_ALIKE = 25;

  private final Cluster cluster;
  private final String path;
  private final long size;
  private final Map<String, Integer> frequencies = new HashMap<>();

  ClusterTerms(Cluster cluster, String index, long size) {
    this.cluster = cluster;
    this.path = "/" + index + "/_search";
    this.size = size;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void prepare(Collection<String> terms) throws IOException {
    ObjectNode search = JSON.createObjectNode().put("size", 0);
    ObjectNode filters =
        search.putObject("aggs").putObject("terms").putObject("filters").putObject("filters");
    for (String term : terms) {
      if (!term.isEmpty() && !frequencies.containsKey(term)) {
        filters.set("t" + term, Queries.in(IndexFields.WORDS, term));
      }
    }
    if (filters.isEmpty()) {
      return;
    }
    JsonNode counts =
        cluster.send("POST", path, search).orFail("count terms").at("/aggregations/terms/buckets");
    counts
        .properties()
        .forEach(
            entry ->
                frequencies.put(
                    entry.getKey().substring(1), entry.getValue().path("doc_count").asInt()));
  }

  @Override
  public int frequency(String term) throws IOException {
    prepare(Set.of(term));
    return frequencies.getOrDefault(term, 0);
  }

  @Override
  public int adjacent(String first, String second) throws IOException {
    ObjectNode search = JSON.createObjectNode().put("size", 0).put("track_total_hits", true);
    search.set("query", Queries.adjacent(IndexFields.PROSE, first, second));
    return cluster
        .send("POST", path, search)
        .orFail("count phrases")
        .at("/hits/total/value")
        .asInt();
  }

  @Override
  public Map<String, Float> alike(String term, int edits) throws IOException {
    ObjectNode search = JSON.createObjectNode().put("size", 0);
    ObjectNode suggest = search.putObject("suggest").put("text", term);
    for (String field : IndexFields.PROSE) {
      suggest
          .putObject(field)
          .putObject("term")
          .put("field", field)
          .put("analyzer", "whitespace")
          .put("suggest_mode", "always")
          .put("max_edits", edits)
          .put("prefix_length", 1)
          .put("size", MAX_ALIKE);
    }
    JsonNode found = cluster.send("POST", path, search).orFail("suggest terms").path("suggest");
    Map<String, Float> alike = new HashMap<>();
    for (String field : IndexFields.PROSE) {
      for (JsonNode word : found.path(field)) {
        add(alike, word.path("options"));
      }
    }
    return alike;
  }

  private static void add(Map<String, Float> alike, JsonNode options) {
    for (JsonNode option : options) {
      float score =
          (float) option.path("score").asDouble()
              + (float) Math.log1p(option.path("freq").asInt()) / 100;
      alike.merge(option.path("text").asText(), score, Math::max);
    }
  }

  /** Fields that no search asks the words of. */
  static List<String> wholeTerms() {
    return List.of(
        IndexFields.IDENTIFIER,
        IndexFields.FILTER,
        IndexFields.SOURCE,
        IndexFields.FILE,
        IndexFields.FILE_VERSION,
        IndexFields.LANGUAGE,
        IndexFields.HASH);
  }
}
