package dev.sluice.search;

import dev.sluice.index.FilterTerms;
import dev.sluice.index.IndexFields;
import java.util.ArrayList;
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
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Makes Lucene queries of a request. Pure; thread-safe. */
final class QueryBuilder {
  private final Map<String, Float> fields;

  QueryBuilder(Map<String, Float> fields) {
    this.fields = fields;
  }

  /** Documents with any of the terms or what may stand for them, ranked by BM25F. */
  Query words(List<WeightedTerm> terms, Optional<Query> filter) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (WeightedTerm term : terms) {
      List<Query> ways = new ArrayList<>();
      ways.add(anywhere(term.term(), term.weight()));
      for (WeightedTerm.Alternative alternative : term.alternatives()) {
        ways.add(all(alternative, term.weight()));
      }
      query.add(
          ways.size() == 1 ? ways.getFirst() : new DisjunctionMaxQuery(ways, 0), Occur.SHOULD);
    }
    query.setMinimumNumberShouldMatch(1);
    filter.ifPresent(condition -> query.add(condition, Occur.FILTER));
    return query.build();
  }

  /** Documents with one of the identifiers, each as good as the others. */
  Query identifiers(Set<String> keys, Optional<Query> filter) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    keys.forEach(
        key -> query.add(new TermQuery(new Term(IndexFields.IDENTIFIER, key)), Occur.SHOULD));
    query.setMinimumNumberShouldMatch(1);
    filter.ifPresent(condition -> query.add(condition, Occur.FILTER));
    return query.build();
  }

  /** The document of this source. */
  Query source(String source, Optional<Query> filter) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    query.add(new TermQuery(new Term(IndexFields.SOURCE, source)), Occur.MUST);
    filter.ifPresent(condition -> query.add(condition, Occur.FILTER));
    return query.build();
  }

  private Query all(WeightedTerm.Alternative alternative, float weight) {
    int count = alternative.terms().size();
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (String term : alternative.terms()) {
      all.add(anywhere(term, weight * alternative.share() / count), Occur.MUST);
    }
    return all.build();
  }

  private Query anywhere(String term, float weight) {
    CombinedFieldQuery.Builder query = new CombinedFieldQuery.Builder(term);
    fields.forEach(query::addField);
    return new BoostQuery(query.build(), weight);
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

  private static Query condition(String property, String value) {
    Optional<PriceRange> range =
        property.equalsIgnoreCase(IndexFields.PRICE) ? PriceRange.parse(value) : Optional.empty();
    if (range.isPresent()) {
      return DoublePoint.newRangeQuery(IndexFields.PRICE, range.get().min(), range.get().max());
    }
    return new TermQuery(new Term(IndexFields.FILTER, FilterTerms.term(property, value)));
  }
}
