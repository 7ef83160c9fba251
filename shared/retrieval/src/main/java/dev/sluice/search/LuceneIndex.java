package dev.sluice.search;

import dev.sluice.index.IndexFields;
import dev.sluice.index.Int8;
import dev.sluice.index.Language;
import dev.sluice.index.Snapshot;
import dev.sluice.index.StoredPassage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnByteVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.util.VectorUtil;

/** A snapshot as one search sees it; its chunks' numbers are Lucene's. */
final class LuceneIndex implements SearchedIndex {
  private final Snapshot snapshot;
  private final Ranking ranking;
  private final QueryBuilder queries;
  private final IndexSearcher searcher;

  LuceneIndex(Snapshot snapshot, Ranking ranking) {
    this.snapshot = snapshot;
    this.ranking = ranking;
    queries = new QueryBuilder(ranking.fields());
    searcher = snapshot.searcher();
    searcher.setSimilarity(new BM25Similarity(ranking.k1(), ranking.b()));
  }

  @Override
  public List<Language> languages() {
    return snapshot.languages();
  }

  @Override
  public boolean madeBy(String embedder) {
    return snapshot.info().embedder().equals(embedder);
  }

  @Override
  public int dimensions() {
    return snapshot.dimensions();
  }

  @Override
  public TermStatistics terms() {
    return new LuceneTerms(searcher);
  }

  @Override
  public Candidates candidates(Lookup lookup) throws IOException {
    Optional<Query> filter = queries.filter(lookup.filters());
    return new Candidates(
        top(queries.words(lookup.terms(), filter)),
        lookup.vector().isPresent() ? top(near(lookup.vector().get(), filter)) : List.of(),
        lookup.identifiers().isEmpty()
            ? List.of()
            : top(queries.identifiers(lookup.identifiers(), filter)),
        lookup.onScreen().isPresent()
            ? top(queries.source(lookup.onScreen().get(), filter))
            : List.of());
  }

  private Query near(byte[] vector, Optional<Query> filter) {
    return new KnnByteVectorQuery(
        IndexFields.VECTOR, vector, ranking.candidates(), filter.orElse(null));
  }

  private List<Integer> top(Query query) throws IOException {
    return Stream.of(searcher.search(query, ranking.candidates()).scoreDocs)
        .map(hit -> hit.doc)
        .toList();
  }

  @Override
  public Found found(int chunk) throws IOException {
    Document stored = searcher.storedFields().document(chunk);
    return new Found(
        stored.get(IndexFields.SOURCE), StoredPassage.parse(stored.get(IndexFields.STORED)));
  }

  @Override
  public double nearness(int chunk, byte[] question) throws IOException {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(chunk, leaves));
    ByteVectorValues vectors = leaf.reader().getByteVectorValues(IndexFields.VECTOR);
    if (vectors == null) {
      return 0;
    }
    KnnVectorValues.DocIndexIterator at = vectors.iterator();
    if (at.advance(chunk - leaf.docBase) != chunk - leaf.docBase) {
      return 0;
    }
    return Int8.cosine(VectorUtil.dotProduct(question, vectors.vectorValue(at.index())));
  }
}
