package dev.sluice.index;

import java.io.IOException;
import java.util.List;

/** The documents of a tenant as they are now: a folder, or a part of a bucket. Thread-safe. */
public interface DocumentSource {

  /** Every file, in the order of names. */
  Listing list() throws IOException;

  /**
   * The whole content of a listed file.
   *
   * @throws IOException also when it is gone
   */
  byte[] read(String name) throws IOException;

  /**
   * Whether a file of this name would be listed if it were there; what the index has of others is
   * left as it is.
   */
  default boolean covers(String name) {
    return true;
  }

  /**
   * What there is.
   *
   * @param files every file that can be read, in the order of names
   * @param failures what could not even be listed
   */
  record Listing(List<SourceFile> files, List<IndexFailure> failures) {

    /** Copies the lists. */
    public Listing {
      files = List.copyOf(files);
      failures = List.copyOf(failures);
    }
  }

  /**
   * A file of the source.
   *
   * @param name its path below the source, with {@code /} between folders
   * @param bytes its size
   * @param version differs when its content does
   */
  record SourceFile(String name, long bytes, String version) {}
}
