package dev.sluice.search;

import dev.sluice.embedding.Embedder;
import dev.sluice.index.IndexFields;
import dev.sluice.index.Int8;
import dev.sluice.index.Snapshot;
import dev.sluice.index.StoredPassage;
import dev.sluice.session.Passage;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final SnapshotCache snapshots;
  private final Embedder embedder;
  private final Ranking ranking;
  private final QueryBuilder queries;

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
  }

  @Override
  public Retrieval retrieve(SearchRequest request) {
    List<Passage> passages =
        snapshots
            .search(request.tenant(), open -> search(open.snapshot(), request))
            .orElse(List.of());
    return new Retrieval(passages, STRATEGY);
  }

  @Override
  public void refresh(TenantId tenant) {
    snapshots.refresh(tenant);
  }

  private List<Passage> search(Snapshot snapshot, SearchRequest request) {
    try {
      IndexSearcher searcher = snapshot.searcher();
      searcher.setSimilarity(new BM25Similarity(ranking.k1(), ranking.b()));
      Optional<Query> filter = queries.filter(request.filters());
      Fusion fusion = new Fusion(ranking.fusionK());
      Map<String, Float> words = new LinkedHashMap<>();
      QueryBuilder.words(request.question()).forEach(word -> words.put(word, 1f));
      if (!words.isEmpty()) {
        fusion.add(top(searcher, queries.words(words, filter)), 1 - ranking.vectorWeight());
      }
      byte[] vector = Int8.of(embedder.embed(request.question()));
      Query near =
          new KnnByteVectorQuery(
              IndexFields.VECTOR, vector, ranking.candidates(), filter.orElse(null));
      fusion.add(top(searcher, near), ranking.vectorWeight());
      return passages(searcher, fusion.ranked(), request.topK());
    } catch (IOException e) {
      throw new RetrievalException("Cannot search tenant " + request.tenant(), e);
    } catch (UncheckedIOException e) {
      throw new RetrievalException("Cannot search tenant " + request.tenant(), e);
    }
  }

  private int[] top(IndexSearcher searcher, Query query) throws IOException {
    TopDocs found = searcher.search(query, ranking.candidates());
    return Stream.of(found.scoreDocs).mapToInt(hit -> hit.doc).toArray();
  }

  private static List<Passage> passages(
      IndexSearcher searcher, List<Fusion.Scored> ranked, int topK) throws IOException {
    List<Passage> passages = new ArrayList<>();
    for (Fusion.Scored scored : ranked.subList(0, Math.min(topK, ranked.size()))) {
      Document stored = searcher.storedFields().document(scored.document());
      StoredPassage passage = StoredPassage.parse(stored.get(IndexFields.STORED));
      passages.add(passage.passage(stored.get(IndexFields.SOURCE), scored.score()));
    }
    return passages;
  }
}
