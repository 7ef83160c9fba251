package dev.sluice.search;

import dev.sluice.session.Passage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Chooses from a ranking what is worth showing: an article only once, and no passage that says
 * almost what an earlier one says as long as there are others. Owned by one search.
 */
final class Selection {
  /** Variants of an article in size or colour share so much of their words, and more. */
  private static final double NEARLY_THE_SAME = 0.9;

  private final int topK;
  private final List<Passage> chosen = new ArrayList<>();
  private final List<Set<String>> words = new ArrayList<>(); // of the chosen, in their order
  private final List<Passage> alike = new ArrayList<>(); // left out, but better than nothing
  private final Set<String> articles = new HashSet<>(); // sources of chosen and alike articles

  Selection(int topK) {
    this.topK = topK;
  }

  /** Offers the next best passage. */
  void offer(Passage passage) {
    boolean article = "product".equals(passage.metadata().get("kind"));
    if (article && !articles.add(passage.source())) {
      return;
    }
    Set<String> said = words(passage);
    for (Set<String> earlier : words) {
      double share = shared(earlier, said);
      if (share == 1) {
        return;
      }
      if (share >= NEARLY_THE_SAME) {
        alike.add(passage);
        return;
      }
    }
    chosen.add(passage);
    words.add(said);
  }

  /** Whether no more passages are needed. */
  boolean full() {
    return chosen.size() >= topK;
  }

  /** The chosen passages, best first. */
  List<Passage> passages() {
    List<Passage> all = new ArrayList<>(chosen);
    all.addAll(alike.subList(0, Math.clamp(topK - chosen.size(), 0, alike.size())));
    return all.subList(0, Math.min(topK, all.size()));
  }

  private static Set<String> words(Passage passage) {
    String text = passage.title() + " " + passage.content();
    return new HashSet<>(List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")));
  }

  private static double shared(Set<String> one, Set<String> other) {
    long both = one.stream().filter(other::contains).count();
    return (double) both / (one.size() + other.size() - both);
  }
}
