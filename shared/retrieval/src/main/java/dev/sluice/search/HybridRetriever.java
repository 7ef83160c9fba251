package dev.sluice.search;

import dev.sluice.embedding.Embedder;
import dev.sluice.index.Snapshot;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Searches by words (BM25F) and by meaning (vectors) and fuses the two lists by reciprocal rank.
 * Nothing leaves the process but the look for newer snapshots. Thread-safe.
 */
public final class HybridRetriever implements Retriever {
  /** How the passages were found, as clients see it. */
  public static final String STRATEGY = HybridSearch.STRATEGY;

  /** The same where the embedder does not know the question's language. */
  public static final String WORDS_ONLY = HybridSearch.WORDS_ONLY;

  private final SnapshotCache snapshots;
  private final Ranking ranking;
  private final HybridSearch search;

  /** A retriever with the default weights. */
  public HybridRetriever(SnapshotCache snapshots, Embedder embedder) {
    this(snapshots, embedder, Rankings.DEFAULT);
  }

  /** A retriever with the given weights. */
  public HybridRetriever(SnapshotCache snapshots, Embedder embedder, Ranking ranking) {
    this.snapshots = snapshots;
    this.ranking = ranking;
    search = new HybridSearch(embedder, ranking);
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
      return search.search(new LuceneIndex(snapshot, ranking), request);
    } catch (IOException | UncheckedIOException e) {
      throw new RetrievalException("Cannot search tenant " + request.tenant(), e);
    }
  }
}
