package dev.sluice.document;

import java.util.Locale;
import java.util.Optional;

/**
 * A file as it lies in the folder or bucket. The bytes are not copied: nobody changes them.
 *
 * @param name its path below the tenant's documents, with {@code /} between folders
 * @param content all its bytes
 * @param mapping the catalogue mapping beside it, if there is one
 */
public record RawFile(String name, byte[] content, Optional<byte[]> mapping) {

  /** A file without a mapping. */
  public static RawFile of(String name, byte[] content) {
    return new RawFile(name, content, Optional.empty());
  }

  /** The name's ending in lower case without the dot, empty when there is none. */
  public String extension() {
    return extension(name);
  }

  /** The ending of a file's name in lower case without the dot, empty when there is none. */
  public static String extension(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    return dot <= 0 ? "" : last.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
