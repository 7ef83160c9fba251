package dev.sluice.index;

import dev.sluice.document.Document;
import dev.sluice.document.Section;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The language of a document: what its catalogue says, or else what its words tell. Pure. */
final class DocumentLanguage {
  private static final int ENOUGH_CHARS = 2_000;

  private DocumentLanguage() {}

  /** A file's language is asked of so many of its documents at most. */
  private static final int MAX_ASKED = 500;

  /** Fewer documents that tell may be strays. */
  private static final double MIN_SHARE = 0.1;

  /** The language of most of a file's documents; English where nothing can be told. */
  static Language ofMost(List<Document> documents) {
    List<Document> asked = documents.subList(0, Math.min(MAX_ASKED, documents.size()));
    Map<Language, Integer> counts = new EnumMap<>(Language.class);
    for (Document document : asked) {
      told(document).ifPresent(language -> counts.merge(language, 1, Integer::sum));
    }
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .filter(most -> most.getValue() >= MIN_SHARE * asked.size())
        .map(Map.Entry::getKey)
        .orElse(Language.ENGLISH);
  }

  /** What the document tells, or empty. */
  static Optional<Language> told(Document document) {
    for (Map.Entry<String, List<String>> attribute : document.facts().attributes().entrySet()) {
      String name = attribute.getKey();
      if (name.equalsIgnoreCase("language") || name.equalsIgnoreCase("lang")) {
        Optional<Language> named = Language.ofTag(attribute.getValue().getFirst());
        if (named.isPresent()) {
          return named;
        }
      }
    }
    StringBuilder text = new StringBuilder(document.title());
    for (Section section : document.sections()) {
      if (text.length() < ENOUGH_CHARS) {
        text.append(' ').append(section.heading()).append(' ').append(section.text());
      }
    }
    return Language.of(text.toString());
  }
}
