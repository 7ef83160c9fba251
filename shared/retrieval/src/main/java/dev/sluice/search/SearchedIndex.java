package dev.sluice.search;

import dev.sluice.index.Language;
import dev.sluice.index.StoredPassage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One tenant's index as one search sees it: it finds lists of candidates, which {@link
 * HybridSearch} fuses. Chunks are told apart by numbers that mean nothing outside of this search.
 */
public interface SearchedIndex {

  /** The languages of its chunks, that of the most first; never empty. */
  List<Language> languages();

  /** Whether all its vectors were made by this model. */
  boolean madeBy(String embedder);

  /** How many numbers its vectors have; 0 when it has none. */
  int dimensions();

  /** What it knows of its terms. */
  TermStatistics terms();

  /** The candidates of each kind. */
  Candidates candidates(Lookup lookup) throws IOException;

  /**
   * Tells in which order chunks will probably be asked for, so that they can be fetched at once.
   */
  default void prepare(List<Integer> ranked) {}

  /** What the index keeps of a chunk to show it. */
  Found found(int chunk) throws IOException;

  /** The cosine of the angle between the chunk's vector and the question's; 0 if it has none. */
  double nearness(int chunk, byte[] question) throws IOException;

  /**
   * What to look for.
   *
   * @param terms of the question; any of them will do
   * @param vector of the question's meaning, if it can be compared
   * @param identifiers the question may hold; any of them will do
   * @param onScreen the source of the article on screen
   * @param filters that every candidate of every list passes, as in {@link SearchRequest}
   */
  record Lookup(
      List<WeightedTerm> terms,
      Optional<byte[]> vector,
      Set<String> identifiers,
      Optional<String> onScreen,
      Map<String, List<String>> filters) {

    /** Copies the lists; filters keep their order. */
    public Lookup {
      terms = List.copyOf(terms);
      identifiers = Set.copyOf(identifiers);
    }
  }

  /** What was found, each list with the best first and empty when it was not asked for. */
  record Candidates(
      List<Integer> words, List<Integer> near, List<Integer> identified, List<Integer> onScreen) {

    /** Copies the lists. */
    public Candidates {
      words = List.copyOf(words);
      near = List.copyOf(near);
      identified = List.copyOf(identified);
      onScreen = List.copyOf(onScreen);
    }
  }

  /** A chunk's document and what is shown of it. */
  record Found(String source, StoredPassage passage) {}
}
