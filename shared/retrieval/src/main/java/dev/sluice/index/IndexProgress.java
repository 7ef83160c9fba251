package dev.sluice.index;

/** Is told how far indexing has come; called by one thread, often: be quick. */
@FunctionalInterface
public interface IndexProgress {
  /** Tells nobody. */
  IndexProgress NONE = state -> {};

  /** How far it has come. */
  void at(State state);

  /**
   * A moment of indexing.
   *
   * @param doneBytes of the files that are new or changed
   * @param totalBytes of the files that are new or changed
   * @param documents indexed so far
   * @param current the file being indexed
   */
  record State(long doneBytes, long totalBytes, int documents, String current) {}
}
