package dev.sluice.opensearch;

import dev.sluice.embedding.Embedder;
import dev.sluice.search.HybridSearch;
import dev.sluice.search.Ranking;
import dev.sluice.search.Rankings;
import dev.sluice.search.Retrieval;
import dev.sluice.search.RetrievalException;
import dev.sluice.search.Retriever;
import dev.sluice.search.SearchRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Searches the tenant's index in a cluster, the same way as a snapshot is searched. A question
 * costs a handful of requests. Thread-safe.
 */
public final class OpenSearchRetriever implements Retriever {
  private final Cluster cluster;
  private final HybridSearch search;
  private final Ranking ranking = Rankings.DEFAULT;

  /** A retriever with the default weights. */
  public OpenSearchRetriever(Cluster cluster, Embedder embedder) {
    this.cluster = cluster;
    search = new HybridSearch(embedder, ranking);
  }

  @Override
  public Retrieval retrieve(SearchRequest request) {
    String index = Cluster.index(request.tenant());
    try {
      Optional<IndexState> state = IndexState.of(cluster, index);
      return state.isEmpty()
          ? new Retrieval(List.of(), HybridSearch.STRATEGY)
          : search.search(new ClusterIndex(cluster, index, state.get(), ranking), request);
    } catch (IOException e) {
      throw new RetrievalException("Cannot search tenant " + request.tenant(), e);
    }
  }
}
