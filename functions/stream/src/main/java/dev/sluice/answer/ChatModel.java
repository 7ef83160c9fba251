package dev.sluice.answer;

/** One provider and one of its models, or the extractive answer. Thread-safe. */
public interface ChatModel {
  /** The model's name as clients and logs see it, such as {@code deepseek/deepseek-flash}. */
  String id();

  /**
   * Starts a call and returns at once. Its events arrive in order, one at a time, on a thread of
   * the call; the last is {@link ModelEvent.Ended} or {@link ModelEvent.Failed}. Nothing is thrown
   * for what a provider does wrong: that is a {@code Failed}.
   *
   * @param soFar the text the reader already has and the model has to continue; empty at first,
   *     never ending inside a surrogate pair
   */
  ModelCall start(Prompt prompt, String soFar, ModelEvents events);
}
