package dev.sluice.search;

import dev.sluice.embedding.Embedder;
import dev.sluice.embedding.EmbeddingException;
import dev.sluice.session.Passage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Searches an index by words (BM25F) and by meaning (vectors) and fuses the lists by reciprocal
 * rank: the same way whatever keeps the index. Thread-safe.
 */
public final class HybridSearch {
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

  private final Embedder embedder;
  private final Ranking ranking;

  /** A search with these weights. */
  public HybridSearch(Embedder embedder, Ranking ranking) {
    this.embedder = embedder;
    this.ranking = ranking;
  }

  /** The passages of the index that may answer the question, best first. */
  public Retrieval search(SearchedIndex index, SearchRequest request) throws IOException {
    Inquiry inquiry = Inquiry.of(request, index.languages());
    TermExpansion expansion = new TermExpansion(index.terms(), index.languages());
    List<WeightedTerm> terms = inquiry.terms(expansion);
    Optional<byte[]> vector = vector(index, inquiry);
    Set<String> identifiers = inquiry.wording().identifiers();
    SearchedIndex.Candidates candidates =
        index.candidates(
            new SearchedIndex.Lookup(
                terms, vector, identifiers, request.productId(), request.filters()));
    Relevance relevance = new Relevance(index, terms, expansion, vector);
    return new Retrieval(
        passages(index, fused(candidates, inquiry), new Selection(request.topK()), relevance),
        vector.isPresent() ? STRATEGY : WORDS_ONLY);
  }

  private List<Fusion.Scored> fused(SearchedIndex.Candidates candidates, Inquiry inquiry) {
    double vectorWeight = ranking.vectorWeight(inquiry.length());
    Fusion fusion = new Fusion(ranking.fusionK());
    fusion.add(candidates.words(), 1 - vectorWeight);
    fusion.add(candidates.near(), vectorWeight);
    fusion.add(candidates.identified(), IDENTIFIER_WEIGHT);
    fusion.add(candidates.onScreen(), inquiry.refers() ? REFERRED_WEIGHT : IN_VIEW_WEIGHT);
    return fusion.ranked();
  }

  /** The question's meaning; without it words alone decide, which is better than no answer. */
  private Optional<byte[]> vector(SearchedIndex index, Inquiry inquiry) {
    if (!embedder.knows(inquiry.wording().language().tag()) || !index.madeBy(embedder.id())) {
      return Optional.empty(); // vectors of another model say nothing
    }
    try {
      byte[] vector = inquiry.vector(embedder);
      return vector.length == index.dimensions() ? Optional.of(vector) : Optional.empty();
    } catch (EmbeddingException e) {
      return Optional.empty(); // the embedder's owner has heard of it
    }
  }

  private static List<Passage> passages(
      SearchedIndex index, List<Fusion.Scored> ranked, Selection selection, Relevance relevance)
      throws IOException {
    index.prepare(ranked.stream().map(Fusion.Scored::document).toList());
    for (Fusion.Scored scored : ranked) {
      if (selection.full()) {
        break;
      }
      SearchedIndex.Found found = index.found(scored.document());
      selection.offer(found.passage().passage(found.source(), scored.score()), scored.document());
    }
    List<Passage> passages = new ArrayList<>();
    for (Selection.Chosen chosen : selection.chosen()) {
      passages.add(relevance.rated(chosen.passage(), chosen.document()));
    }
    return passages;
  }
}
