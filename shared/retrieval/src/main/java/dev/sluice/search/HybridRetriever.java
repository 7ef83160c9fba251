package dev.sluice.search;

import dev.sluice.embedding.Embedder;
import dev.sluice.embedding.EmbeddingException;
import dev.sluice.index.IndexFields;
import dev.sluice.index.Snapshot;
import dev.sluice.index.StoredPassage;
import dev.sluice.session.Passage;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnByteVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.similarities.BM25Similarity;

/**
 * Searches by words (BM25F) and by meaning (vectors) and fuses the two lists by reciprocal rank.
 * Nothing leaves the process but the look for newer snapshots. Thread-safe.
 */
public final class HybridRetriever implements Retriever {
  /** How the passages were found, as clients see it. */
  public static final String STRATEGY = "hybrid";

  /** The same where the embedder does not know the question's language. */
  public static final String WORDS_ONLY = "lexical";

  /** No sum of other ranks reaches an article that was called by its number. */
  private static final double IDENTIFIER_WEIGHT = 10;

  /** The article on screen comes first when the question refers to it ... */
  private static final double REFERRED_WEIGHT = 1.5;

  /** ... and only comes into view when the question does not. */
  private static final double IN_VIEW_WEIGHT = 0.3;

  private final SnapshotCache snapshots;
  private final Embedder embedder;
  private final Ranking ranking;
  private final QueryBuilder queries;
  private final BM25Similarity similarity;

  /** A retriever with the default weights. */
  public HybridRetriever(SnapshotCache snapshots, Embedder embedder) {
    this(snapshots, embedder, Rankings.DEFAULT);
  }

  /** A retriever with the given weights. */
  public HybridRetriever(SnapshotCache snapshots, Embedder embedder, Ranking ranking) {
    this.snapshots = snapshots;
    this.embedder = embedder;
    this.ranking = ranking;
    queries = new QueryBuilder(ranking.fields());
    similarity = new BM25Similarity(ranking.k1(), ranking.b());
  }

  @Override
  public Retrieval retrieve(SearchRequest request) {
    return snapshots
        .search(request.tenant(), open -> search(open.snapshot(), request))
        .orElse(new Retrieval(List.of(), STRATEGY));
  }

  @Override
  public void refresh(TenantId tenant) {
    snapshots.refresh(tenant);
  }

  private Retrieval search(Snapshot snapshot, SearchRequest request) {
    try {
      IndexSearcher searcher = snapshot.searcher();
      searcher.setSimilarity(similarity);
      Inquiry inquiry = Inquiry.of(request, snapshot.languages());
      Optional<Query> filter = queries.filter(request.filters());
      double vectorWeight = ranking.vectorWeight(inquiry.length());
      Fusion fusion = new Fusion(ranking.fusionK());
      TermExpansion expansion = new TermExpansion(searcher, snapshot.languages());
      List<WeightedTerm> terms = inquiry.terms(expansion);
      Optional<byte[]> vector = vector(snapshot, inquiry);
      Query words = queries.words(terms, filter);
      fusion.add(top(searcher, words), 1 - vectorWeight);
      if (vector.isPresent()) {
        fusion.add(top(searcher, near(vector.get(), filter)), vectorWeight);
      }
      Set<String> identifiers = inquiry.wording().identifiers();
      if (!identifiers.isEmpty()) {
        fusion.add(top(searcher, queries.identifiers(identifiers, filter)), IDENTIFIER_WEIGHT);
      }
      if (request.productId().isPresent()) {
        Query onScreen = queries.source(request.productId().get(), filter);
        fusion.add(top(searcher, onScreen), inquiry.refers() ? REFERRED_WEIGHT : IN_VIEW_WEIGHT);
      }
      Relevance relevance = new Relevance(searcher, terms, expansion, vector);
      return new Retrieval(
          passages(searcher, fusion.ranked(), new Selection(request.topK()), relevance),
          vector.isPresent() ? STRATEGY : WORDS_ONLY);
    } catch (IOException | UncheckedIOException e) {
      throw new RetrievalException("Cannot search tenant " + request.tenant(), e);
    }
  }

  /** The question's meaning; without it words alone decide, which is better than no answer. */
  private Optional<byte[]> vector(Snapshot snapshot, Inquiry inquiry) {
    if (!canCompare(snapshot, inquiry)) {
      return Optional.empty();
    }
    try {
      byte[] vector = inquiry.vector(embedder);
      return vector.length == snapshot.dimensions() ? Optional.of(vector) : Optional.empty();
    } catch (EmbeddingException e) {
      return Optional.empty(); // the embedder's owner has heard of it
    }
  }

  /** Vectors of another model say nothing, as long as the index has not been built anew. */
  private boolean canCompare(Snapshot snapshot, Inquiry inquiry) {
    return embedder.knows(inquiry.wording().language().tag())
        && snapshot.info().embedder().equals(embedder.id());
  }

  private Query near(byte[] vector, Optional<Query> filter) {
    return new KnnByteVectorQuery(
        IndexFields.VECTOR, vector, ranking.candidates(), filter.orElse(null));
  }

  private int[] top(IndexSearcher searcher, Query query) throws IOException {
    TopDocs found = searcher.search(query, ranking.candidates());
    return Stream.of(found.scoreDocs).mapToInt(hit -> hit.doc).toArray();
  }

  private static List<Passage> passages(
      IndexSearcher searcher, List<Fusion.Scored> ranked, Selection selection, Relevance relevance)
      throws IOException {
    for (Fusion.Scored scored : ranked) {
      if (selection.full()) {
        break;
      }
      Document stored = searcher.storedFields().document(scored.document());
      StoredPassage passage = StoredPassage.parse(stored.get(IndexFields.STORED));
      selection.offer(
          passage.passage(stored.get(IndexFields.SOURCE), scored.score()), scored.document());
    }
    List<Passage> passages = new ArrayList<>();
    for (Selection.Chosen chosen : selection.chosen()) {
      passages.add(relevance.rated(chosen.passage(), chosen.document()));
    }
    return passages;
  }
}
