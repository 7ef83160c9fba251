package dev.sluice.index;

import dev.sluice.document.Chunk;
import dev.sluice.document.Document;
import dev.sluice.document.DocumentKind;
import dev.sluice.document.Section;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** What of a chunk is given to the embedder, most telling first, as the model sees only so much. */
final class EmbeddingText {
  private static final int HASH_BYTES = 16;

  /** What follows the first words of a description blurs the article's meaning, and costs time. */
  private static final int MAX_PRODUCT_WORDS = 40;

  private EmbeddingText() {}

  static String of(Chunk chunk) {
    Document document = chunk.document();
    StringBuilder text = new StringBuilder(document.title());
    if (document.kind() == DocumentKind.PAGE) {
      return text.append(chunk.section().isEmpty() ? "" : ". " + chunk.section())
          .append(". ")
          .append(chunk.text())
          .toString();
    }
    document.facts().categories().forEach(category -> text.append(". ").append(category));
    return text.append(". ").append(telling(chunk)).toString();
  }

  /** How the article is described; its attributes only where there is no description. */
  private static String telling(Chunk chunk) {
    List<Section> sections = chunk.document().sections();
    if (chunk.ordinal() > 0 || sections.isEmpty()) {
      return first(chunk.text());
    }
    return first(sections.getFirst().text());
  }

  private static String first(String text) {
    String[] words = text.split("\\s+", MAX_PRODUCT_WORDS + 1);
    return String.join(" ", List.of(words).subList(0, Math.min(MAX_PRODUCT_WORDS, words.length)));
  }

  /** The same for the same model and text; equal vectors can be taken from an older snapshot. */
  static String hash(String embedderId, String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((embedderId + '\n').getBytes(StandardCharsets.UTF_8));
      byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(hash, HASH_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
