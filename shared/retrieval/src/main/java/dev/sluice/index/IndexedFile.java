package dev.sluice.index;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * A file as the snapshot knows it.
 *
 * @param version changes when its content does
 * @param documents how many documents it holds
 * @param chunks how many chunks they make
 * @param failures what of it could not be read, the first of them
 * @param failed how many could not be read in all
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record IndexedFile(
    String version, int documents, int chunks, List<IndexFailure> failures, int failed) {

  /** Copies the failures. */
  public IndexedFile {
    failures = List.copyOf(failures);
  }
}
