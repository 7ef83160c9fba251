package dev.sluice.index;

import dev.sluice.document.Chunk;
import dev.sluice.document.Document;
import dev.sluice.document.DocumentKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** What of a chunk is given to the embedder, most telling first, as the model sees only so much. */
final class EmbeddingText {
  private static final int HASH_BYTES = 16;

  private EmbeddingText() {}

  static String of(Chunk chunk) {
    Document document = chunk.document();
    StringBuilder text = new StringBuilder(document.title());
    if (document.kind() == DocumentKind.PRODUCT) {
      document.facts().categories().forEach(category -> text.append(". ").append(category));
    } else if (!chunk.section().isEmpty()) {
      text.append(". ").append(chunk.section());
    }
    return text.append(". ").append(chunk.text()).toString();
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
