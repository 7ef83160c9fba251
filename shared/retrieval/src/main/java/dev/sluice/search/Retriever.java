package dev.sluice.search;

import dev.sluice.session.TenantId;

/** Finds the passages of a tenant's documents that may answer a question. Thread-safe. */
public interface Retriever {

  /**
   * The passages, best first; none when the tenant has no documents. Sees a snapshot that was
   * published more than a second ago, unless opening it takes longer than a visitor should wait.
   *
   * @throws RetrievalException if the documents cannot be searched
   */
  Retrieval retrieve(SearchRequest request);

  /**
   * Looks for newer documents of the tenant and makes them ready, for the time after an answer when
   * nobody waits. Never throws: what is open stays.
   */
  default void refresh(TenantId tenant) {}
}
