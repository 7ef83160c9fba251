package dev.sluice.opensearch;

import static dev.sluice.opensearch.Cluster.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.index.IndexFields;
import dev.sluice.index.Int8;
import dev.sluice.index.Language;
import dev.sluice.index.StoredPassage;
import dev.sluice.search.Ranking;
import dev.sluice.search.SearchedIndex;
import dev.sluice.search.TermStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tenant's index in a cluster as one search sees it; chunks are numbered as they are met. */
final class ClusterIndex implements SearchedIndex {
  private static final int BATCH = 40; // chunks fetched at once

  private final Cluster cluster;
  private final String index;
  private final Ranking ranking;
  private final Queries queries;
  private final IndexState state;
  private final List<String> ids = new ArrayList<>(); // by number
  private final Map<String, Integer> numbers = new HashMap<>(); // by id
  private final Map<Integer, JsonNode> fetched = new HashMap<>();
  private List<Integer> ranked = List.of();

  ClusterIndex(Cluster cluster, String index, IndexState state, Ranking ranking) {
    this.cluster = cluster;
    this.index = index;
    this.state = state;
    this.ranking = ranking;
    queries = new Queries(ranking.fields());
  }

  @Override
  public List<Language> languages() {
    return state.languages();
  }

  @Override
  public boolean madeBy(String embedder) {
    return state.embedders().equals(List.of(embedder));
  }

  @Override
  public int dimensions() {
    return state.dimensions();
  }

  @Override
  public TermStatistics terms() {
    return new ClusterTerms(cluster, index, state.chunks());
  }

  @Override
  public Candidates candidates(Lookup lookup) throws IOException {
    Optional<ObjectNode> filter = Queries.filter(lookup.filters());
    List<ObjectNode> asked = new ArrayList<>();
    asked.add(queries.words(lookup.terms(), filter));
    asked.add(
        lookup
            .vector()
            .map(vector -> Queries.near(vector, ranking.candidates(), filter))
            .orElse(Queries.in(List.of(), "")));
    asked.add(Queries.having(IndexFields.IDENTIFIER, lookup.identifiers(), filter));
    asked.add(Queries.having(IndexFields.SOURCE, lookup.onScreen().stream().toList(), filter));
    List<ObjectNode> lines = new ArrayList<>();
    for (ObjectNode query : asked) {
      lines.add(JSON.createObjectNode().put("index", index));
      ObjectNode search = JSON.createObjectNode().put("size", ranking.candidates());
      search.put("_source", false).set("query", query);
      lines.add(search);
    }
    JsonNode answers = cluster.sendLines("/_msearch", lines).orFail("search").path("responses");
    return new Candidates(
        numbered(answers.path(0)),
        numbered(answers.path(1)),
        numbered(answers.path(2)),
        numbered(answers.path(3)));
  }

  private List<Integer> numbered(JsonNode answer) throws IOException {
    JsonNode hits =
        new Cluster.Answer(answer.path("status").asInt(), answer).orFail("search").at("/hits/hits");
    if (answer.at("/_shards/failed").asInt() > 0 || answer.path("timed_out").asBoolean()) {
      throw new IOException("Expected OpenSearch to search all shards but some failed");
    }
    List<Integer> found = new ArrayList<>();
    for (JsonNode hit : hits) {
      found.add(
          numbers.computeIfAbsent(
              hit.path("_id").asText(),
              id -> {
                ids.add(id);
                return ids.size() - 1;
              }));
    }
    return found;
  }

  @Override
  public void prepare(List<Integer> order) {
    ranked = List.copyOf(order);
  }

  @Override
  public Found found(int chunk) throws IOException {
    JsonNode source = source(chunk);
    return new Found(
        source.path(IndexFields.SOURCE).path(0).asText(),
        StoredPassage.parse(source.path(IndexFields.STORED).asText()));
  }

  @Override
  public double nearness(int chunk, byte[] question) throws IOException {
    byte[] vector = Base64.getDecoder().decode(source(chunk).path(Layout.VECTOR_BYTES).asText());
    int product = 0;
    for (int i = 0; i < Math.min(vector.length, question.length); i++) {
      product += vector[i] * question[i];
    }
    return Int8.cosine(product);
  }

  /** What was indexed, fetched together with what comes after it in the ranking. */
  private JsonNode source(int chunk) throws IOException {
    if (!fetched.containsKey(chunk)) {
      fetch(chunk);
    }
    JsonNode source = fetched.get(chunk);
    if (source == null) {
      throw new IOException("Expected a chunk that was found to be there still but it was not");
    }
    return source;
  }

  private void fetch(int chunk) throws IOException {
    List<Integer> batch = new ArrayList<>(List.of(chunk));
    ranked.stream()
        .filter(next -> next != chunk && !fetched.containsKey(next))
        .limit(BATCH - 1L)
        .forEach(batch::add);
    ObjectNode search = JSON.createObjectNode();
    ArrayNode wanted = search.putArray("ids");
    batch.forEach(number -> wanted.add(ids.get(number)));
    String fields = String.join(",", IndexFields.SOURCE, IndexFields.STORED, Layout.VECTOR_BYTES);
    JsonNode documents =
        cluster
            .send("POST", "/" + index + "/_mget?_source_includes=" + fields, search)
            .orFail("fetch chunks")
            .path("docs");
    for (JsonNode document : documents) {
      Integer number = numbers.get(document.path("_id").asText());
      if (number != null && document.path("found").asBoolean()) {
        fetched.put(number, document.path("_source"));
      }
    }
  }
}
