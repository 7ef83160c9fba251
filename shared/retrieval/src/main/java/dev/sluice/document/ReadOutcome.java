package dev.sluice.document;

/** What became of a file, or of one row of a catalogue. */
public sealed interface ReadOutcome {

  /** A document was read. */
  record Read(Document document) implements ReadOutcome {}

  /**
   * It could not be read; the others go on.
   *
   * @param name the file, or the file and row as {@code catalogue.csv:17}
   * @param reason what was expected and what was there, for people
   */
  record Rejected(String name, String reason) implements ReadOutcome {}
}
