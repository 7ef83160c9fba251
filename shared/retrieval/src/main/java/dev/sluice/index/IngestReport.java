package dev.sluice.index;

import java.util.List;

/**
 * What an ingest came to.
 *
 * @param published the manifest that is served now
 * @param changed whether a new snapshot was published
 * @param indexedFiles how many files were new or changed
 * @param replacedFiles how many of them were there before with other content
 * @param removedFiles how many files are gone
 * @param embedded how many chunks were embedded; the others' vectors were known
 * @param complete false when time ran out or a file could not be had: run again
 * @param refused what of the files that are new or changed could not be read, the first of each
 * @param failures what of all the tenant's files is not in the index, and why
 */
public record IngestReport(
    Published published,
    boolean changed,
    int indexedFiles,
    int replacedFiles,
    int removedFiles,
    int embedded,
    boolean complete,
    List<IndexFailure> refused,
    List<IndexFailure> failures) {

  /** Copies the failures. */
  public IngestReport {
    refused = List.copyOf(refused);
    failures = List.copyOf(failures);
  }
}
