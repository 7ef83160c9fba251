package dev.sluice.query;

import dev.sluice.frame.ClientMessage.Question;
import dev.sluice.search.Retrieval;
import dev.sluice.search.Retriever;
import dev.sluice.search.SearchRequest;
import dev.sluice.session.Exchange;
import dev.sluice.session.Passage;
import dev.sluice.session.TenantId;
import java.util.List;
import java.util.Optional;

/** Turns a question into a search. */
final class Passages {
  private final Retriever retriever;

  Passages(Retriever retriever) {
    this.retriever = retriever;
  }

  /** The passages, best first, and how they were found. */
  record Found(List<Passage> passages, String strategy) {}

  Found find(TenantId tenant, Question question, List<Exchange> history) {
    Retrieval retrieval =
        retriever.retrieve(
            new SearchRequest(
                tenant,
                question.question(),
                history.stream().map(Exchange::question).toList(),
                question.topK(),
                question.filters(),
                Optional.of(question.context().productId()).filter(id -> !id.isEmpty())));
    return new Found(retrieval.passages(), retrieval.strategy());
  }
}
