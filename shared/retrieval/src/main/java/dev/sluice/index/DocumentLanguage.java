package dev.sluice.index;

import dev.sluice.document.Document;
import dev.sluice.document.Section;
import java.util.List;
import java.util.Map;

/** The language of a document: what its catalogue says, or else what its words tell. Pure. */
final class DocumentLanguage {
  private static final int ENOUGH_CHARS = 2_000;

  private DocumentLanguage() {}

  /** English where nothing can be told. */
  static Language of(Document document) {
    for (Map.Entry<String, List<String>> attribute : document.facts().attributes().entrySet()) {
      String name = attribute.getKey();
      if (name.equalsIgnoreCase("language") || name.equalsIgnoreCase("lang")) {
        Language named = Language.ofTag(attribute.getValue().getFirst()).orElse(null);
        if (named != null) {
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
    return Language.of(text.toString()).orElse(Language.ENGLISH);
  }
}
