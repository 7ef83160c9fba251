package dev.sluice.search;

import dev.sluice.index.Analysis;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** English words that shops and their visitors use for one thing. Each group is one thing. */
final class Synonyms {
  private static final List<String> GROUPS =
      List.of(
          "laptop notebook",
          "tv television",
          "phone smartphone handset",
          "cellphone smartphone handset",
          "mobile smartphone cellphone",
          "earbuds earphones headphones",
          "fridge refrigerator",
          "hoover vacuum",
          "couch sofa settee",
          "trousers pants",
          "trainers sneakers",
          "jumper sweater pullover",
          "torch flashlight",
          "lamp light",
          "rucksack backpack",
          "monitor display",
          "computer pc",
          "stove cooker hob",
          "tap faucet",
          "nappy diaper",
          "pram stroller pushchair",
          "rubbish trash waste",
          "bin trashcan",
          "refund reimbursement moneyback",
          "delivery shipping dispatch shipment",
          "warranty guarantee",
          "cancel cancellation",
          "broken defective faulty damaged",
          "cost price",
          "cheap affordable inexpensive",
          "hdd harddrive harddisk",
          "wireless cordless",
          "kids children",
          "pillow cushion",
          "rug carpet",
          "loudspeaker speaker",
          "bike bicycle",
          "photo picture",
          "colour color",
          "grey gray",
          "jewellery jewelry");

  private static final Map<String, Set<String>> BY_TERM = byTerm();

  private Synonyms() {}

  /** Index terms that mean the same as this one. */
  static Set<String> of(String term) {
    return BY_TERM.getOrDefault(term, Set.of());
  }

  private static Map<String, Set<String>> byTerm() {
    Map<String, Set<String>> all = new HashMap<>();
    for (String group : GROUPS) {
      List<String> terms =
          Stream.of(group.split(" ")).map(word -> Analysis.terms(word).getFirst()).toList();
      for (String term : terms) {
        Set<String> others = all.computeIfAbsent(term, key -> new LinkedHashSet<>());
        terms.stream().filter(other -> !other.equals(term)).forEach(others::add);
      }
    }
    return Map.copyOf(all);
  }
}
