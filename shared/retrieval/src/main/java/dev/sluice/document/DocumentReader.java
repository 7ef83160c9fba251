package dev.sluice.document;

import java.util.function.Consumer;

/**
 * Reads one format. Gives every document, and every row that is none, to the sink in the order of
 * the file. Implementations have no state and are thread-safe.
 */
interface DocumentReader {

  /**
   * @throws UnreadableException if nothing more of the file can be read; what was given to the sink
   *     before stays
   */
  void read(RawFile file, Consumer<ReadOutcome> sink);
}
