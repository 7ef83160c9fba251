package dev.sluice.embedding;

/** Cuts a text into the pieces of a model. Thread-safe. */
@FunctionalInterface
interface Tokenizer {
  /**
   * The ids of the text's pieces between start and end mark, at most {@code maxIds} with both; what
   * lies beyond is left out.
   */
  long[] ids(String text, int maxIds);
}
