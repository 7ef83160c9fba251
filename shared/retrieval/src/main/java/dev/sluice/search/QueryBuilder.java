package dev.sluice.search;

import dev.sluice.index.Analysis;
import dev.sluice.index.FilterTerms;
import dev.sluice.index.IndexFields;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.CombinedFieldQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Makes Lucene queries of a request. Pure; thread-safe. */
final class QueryBuilder {
  private final Map<String, Float> fields;

  QueryBuilder(Map<String, Float> fields) {
    this.fields = fields;
  }

  /** Documents with any of the words, ranked by BM25F; each word counts as much as its weight. */
  Query words(Map<String, Float> weights, Optional<Query> filter) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    weights.forEach(
        (word, weight) -> {
          CombinedFieldQuery.Builder anywhere = new CombinedFieldQuery.Builder(word);
          fields.forEach(anywhere::addField);
          query.add(new BoostQuery(anywhere.build(), weight), Occur.SHOULD);
        });
    filter.ifPresent(condition -> query.add(condition, Occur.FILTER));
    query.setMinimumNumberShouldMatch(1);
    return query.build();
  }

  /** What the filters let through, or empty when they ask for nothing. */
  Optional<Query> filter(Map<String, List<String>> filters) {
    if (filters.isEmpty()) {
      return Optional.empty();
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    filters.forEach(
        (property, values) -> {
          BooleanQuery.Builder any = new BooleanQuery.Builder();
          values.forEach(value -> any.add(condition(property, value), Occur.SHOULD));
          all.add(
              values.isEmpty() ? new MatchNoDocsQuery("no value is allowed") : any.build(),
              Occur.FILTER);
        });
    return Optional.of(all.build());
  }

  /** The distinct words of a text, in order. */
  static Set<String> words(String text) {
    return new LinkedHashSet<>(Analysis.terms(text));
  }

  private static Query condition(String property, String value) {
    Optional<PriceRange> range =
        property.equalsIgnoreCase(IndexFields.PRICE) ? PriceRange.parse(value) : Optional.empty();
    if (range.isPresent()) {
      return DoublePoint.newRangeQuery(IndexFields.PRICE, range.get().min(), range.get().max());
    }
    return new TermQuery(new Term(IndexFields.FILTER, FilterTerms.term(property, value)));
  }
}
