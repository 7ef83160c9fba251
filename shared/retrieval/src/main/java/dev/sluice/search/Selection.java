package dev.sluice.search;

import dev.sluice.session.Passage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Chooses from a ranking what is worth showing: an article only once, the same words only once, and
 * of passages that say almost the same no more than two as long as there are others. Owned by one
 * search.
 */
final class Selection {
  /** Variants of an article in size or colour share so much of their words, and more. */
  private static final double NEARLY_THE_SAME = 0.9;

  private static final int MAX_ALIKE = 2;

  private final int topK;
  private final List<Chosen> chosen = new ArrayList<>();
  private final List<int[]> words = new ArrayList<>(); // hashes of the chosen's words, in order
  private final List<Chosen> alike = new ArrayList<>(); // left out, but better than nothing
  private final Set<String> articles = new HashSet<>(); // sources of chosen and alike articles

  Selection(int topK) {
    this.topK = topK;
  }

  /** A passage and the document of the index that it comes from. */
  record Chosen(Passage passage, int document) {}

  /** Offers the next best passage. */
  void offer(Passage passage, int document) {
    boolean article = "product".equals(passage.metadata().get("kind"));
    if (article && !articles.add(passage.source())) {
      return;
    }
    int[] said = words(passage);
    int saidBefore = 0;
    for (int[] earlier : words) {
      double share = shared(earlier, said);
      if (share == 1) {
        return;
      }
      saidBefore += share >= NEARLY_THE_SAME ? 1 : 0;
    }
    if (saidBefore < MAX_ALIKE) {
      chosen.add(new Chosen(passage, document));
      words.add(said);
    } else {
      alike.add(new Chosen(passage, document));
    }
  }

  /** Whether no more passages are needed. */
  boolean full() {
    return chosen.size() >= topK;
  }

  /** The chosen passages, best first. */
  List<Chosen> chosen() {
    List<Chosen> all = new ArrayList<>(chosen);
    all.addAll(alike.subList(0, Math.clamp(topK - chosen.size(), 0, alike.size())));
    return all.subList(0, Math.min(topK, all.size()));
  }

  /** The hashes of the passage's words, each once, ascending. */
  private static int[] words(Passage passage) {
    String text = passage.title() + " " + passage.content();
    IntStream.Builder hashes = IntStream.builder();
    int hash = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (Character.isLetterOrDigit(c)) {
        hash = 31 * hash + Character.toLowerCase(c);
      } else if (hash != 0) {
        hashes.add(hash);
        hash = 0;
      }
    }
    return hashes.build().sorted().distinct().toArray();
  }

  /** The share of all words of the two that both have. */
  private static double shared(int[] one, int[] other) {
    int both = 0;
    for (int i = 0, j = 0; i < one.length && j < other.length; ) {
      both += one[i] == other[j] ? 1 : 0;
      if (one[i] <= other[j]) {
        i++;
      } else {
        j++;
      }
    }
    return (double) both / (one.length + other.length - both);
  }
}
