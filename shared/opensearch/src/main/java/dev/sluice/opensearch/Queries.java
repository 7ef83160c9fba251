package dev.sluice.opensearch;

import static dev.sluice.opensearch.Cluster.JSON;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.index.FilterTerms;
import dev.sluice.index.IndexFields;
import dev.sluice.search.PriceRange;
import dev.sluice.search.WeightedTerm;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** OpenSearch's queries that mean what those over a snapshot mean. Pure; thread-safe. */
final class Queries {
  private final ArrayNode fields = JSON.createArrayNode(); // with their weights

  Queries(Map<String, Float> weights) {
    weights.forEach((field, weight) -> fields.add(field + "^" + weight));
  }

  /** Chunks with any of the terms or what may stand for them, ranked by BM25F. */
  ObjectNode words(List<WeightedTerm> terms, Optional<ObjectNode> filter) {
    ArrayNode any = JSON.createArrayNode();
    for (WeightedTerm term : terms) {
      ArrayNode ways = JSON.createArrayNode();
      ways.add(anywhere(term.term(), term.weight()));
      for (WeightedTerm.Alternative alternative : term.alternatives()) {
        ways.add(all(alternative, term.weight()));
      }
      ObjectNode best = JSON.createObjectNode();
      best.putObject("dis_max").put("tie_breaker", 0).set("queries", ways);
      any.add(best);
    }
    return anyOf(any, filter);
  }

  private ObjectNode all(WeightedTerm.Alternative alternative, float weight) {
    ArrayNode all = JSON.createArrayNode();
    int count = alternative.terms().size();
    for (String term : alternative.terms()) {
      all.add(anywhere(term, weight * alternative.share() / count));
    }
    ObjectNode query = JSON.createObjectNode();
    query.putObject("bool").set("must", all);
    return query;
  }

  private ObjectNode anywhere(String term, float weight) {
    ObjectNode query = JSON.createObjectNode();
    query
        .putObject("combined_fields")
        .put("query", term)
        .put("boost", weight)
        .set("fields", fields);
    return query;
  }

  /** The chunks nearest in meaning. */
  static ObjectNode near(byte[] vector, int count, Optional<ObjectNode> filter) {
    ObjectNode query = JSON.createObjectNode();
    ObjectNode near = query.putObject("knn").putObject(IndexFields.VECTOR);
    near.put("k", count).set("vector", numbers(vector));
    filter.ifPresent(condition -> near.set("filter", condition));
    return query;
  }

  /** Chunks that have one of the values in the field. */
  static ObjectNode having(String field, Collection<String> values, Optional<ObjectNode> filter) {
    ArrayNode any = JSON.createArrayNode();
    values.forEach(value -> any.add(term(field, value)));
    return anyOf(any, filter);
  }

  /** Chunks that have the term in one of the fields. */
  static ObjectNode in(List<String> fields, String term) {
    ArrayNode any = JSON.createArrayNode();
    fields.forEach(field -> any.add(term(field, term)));
    return anyOf(any, Optional.empty());
  }

  /** Chunks that have the two terms side by side in one of the fields. */
  static ObjectNode adjacent(List<String> fields, String first, String second) {
    ArrayNode any = JSON.createArrayNode();
    for (String field : fields) {
      any.addObject().putObject("match_phrase").put(field, first + " " + second);
    }
    return anyOf(any, Optional.empty());
  }

  /** What the filters let through, or empty when they ask for nothing. */
  static Optional<ObjectNode> filter(Map<String, List<String>> filters) {
    if (filters.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode query = JSON.createObjectNode();
    ArrayNode all = query.putObject("bool").putArray("filter");
    filters.forEach(
        (property, values) -> {
          ArrayNode any = JSON.createArrayNode();
          values.forEach(value -> any.add(condition(property, value)));
          all.add(anyOf(any, Optional.empty()));
        });
    return Optional.of(query);
  }

  private static ObjectNode condition(String property, String value) {
    Optional<PriceRange> range =
        property.equalsIgnoreCase(IndexFields.PRICE) ? PriceRange.parse(value) : Optional.empty();
    if (range.isEmpty()) {
      return term(IndexFields.FILTER, FilterTerms.term(property, value));
    }
    ObjectNode query = JSON.createObjectNode();
    ObjectNode ends = query.putObject("range").putObject(IndexFields.PRICE);
    if (Double.isFinite(range.get().min())) {
      ends.put("gte", range.get().min());
    }
    if (Double.isFinite(range.get().max())) {
      ends.put("lte", range.get().max());
    }
    return query;
  }

  static ObjectNode term(String field, String value) {
    ObjectNode query = JSON.createObjectNode();
    query.putObject("term").put(field, value);
    return query;
  }

  private static ObjectNode anyOf(ArrayNode any, Optional<ObjectNode> filter) {
    ObjectNode query = JSON.createObjectNode();
    if (any.isEmpty()) {
      query.putObject("match_none");
      return query;
    }
    ObjectNode bool = query.putObject("bool");
    bool.put("minimum_should_match", 1).set("should", any);
    filter.ifPresent(condition -> bool.set("filter", condition));
    return query;
  }

  /** A vector as the cluster reads it. */
  static ArrayNode numbers(byte[] vector) {
    ArrayNode numbers = JSON.createArrayNode();
    for (byte number : vector) {
      numbers.add(number);
    }
    return numbers;
  }
}
