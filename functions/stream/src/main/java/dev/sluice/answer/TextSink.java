package dev.sluice.answer;

/** Takes an answer's text, piece by piece, in order, on the thread that runs the chain. */
@FunctionalInterface
public interface TextSink {
  /**
   * Takes the next piece. What it throws ends the model's call and comes out of the chain's run.
   *
   * @param piece never empty, well-formed UTF-16: no pair is split, no surrogate stands alone
   */
  void text(String piece);
}
