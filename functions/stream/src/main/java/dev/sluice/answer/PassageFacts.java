package dev.sluice.answer;

import dev.sluice.session.Passage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a passage's metadata says to people, apart from what programs need it for. */
final class PassageFacts {
  private static final Set<String> FOR_PROGRAMS =
      Set.of("kind", "section", "image", "currency", "relevance");

  /** A line of a product's text that is an attribute: a short name and no sentences. */
  private static final Pattern LINE =
      Pattern.compile("\\s*[*+-]?\\s*([^:.!?]{1,40}): ((?!.*[.!?]\\s)\\S.{0,120})");

  private PassageFacts() {}

  /** Whether the passage is of a catalogue. */
  static boolean isProduct(Passage passage) {
    Map<String, String> metadata = passage.metadata();
    return metadata.getOrDefault("kind", "").equals("product")
        || (!metadata.containsKey("kind") && metadata.containsKey("price"));
  }

  /** The facts of its metadata by name, the price with its currency. */
  static Map<String, String> of(Passage passage) {
    Map<String, String> facts = new LinkedHashMap<>();
    passage
        .metadata()
        .forEach(
            (name, value) -> {
              if (!FOR_PROGRAMS.contains(name)) {
                facts.put(name, value);
              }
            });
    String currency = passage.metadata().getOrDefault("currency", "");
    facts.computeIfPresent("price", (name, price) -> (price + " " + currency).strip());
    return facts;
  }

  /** The same with the attributes that stand as lines in its text. */
  static Map<String, String> withText(Passage passage) {
    Map<String, String> facts = of(passage);
    passage
        .content()
        .lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(line -> add(facts, line));
    return facts;
  }

  /** Whether a line of a text is an attribute and no sentence. */
  static boolean isAttribute(String line) {
    return LINE.matcher(line).matches();
  }

  private static void add(Map<String, String> facts, Matcher line) {
    String name = line.group(1).strip().toLowerCase(Locale.ROOT);
    if (facts.keySet().stream().noneMatch(known -> known.toLowerCase(Locale.ROOT).equals(name))) {
      facts.put(line.group(1).strip(), line.group(2).strip());
    }
  }
}
