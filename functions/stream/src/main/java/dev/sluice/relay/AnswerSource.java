package dev.sluice.relay;

import java.util.function.Consumer;

/** Where an answer's text comes from. Used by one run; {@link #end} by any thread. */
public interface AnswerSource {
  /**
   * Makes the answer, or the rest of one, on the calling thread.
   *
   * @param soFar the text that is there already
   * @param sink takes each piece, in order
   */
  ModelEnd run(String soFar, Consumer<String> sink);

  /** Ends the run at once; it then returns as cancelled. */
  void end();
}
