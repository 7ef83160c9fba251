package dev.sluice.answer;

import java.util.Locale;

/** Why an answer is over, as {@code stream_end.finish_reason} says it. */
public enum FinishReason {
  /**
   * The model had no more to say. A provider's content filter that stops an answer after its first
   * text counts as this too: the text stands as it is, and another model would not be asked to go
   * on with what one has refused. (Before the first text it is {@link Failure#REFUSED}.)
   */
  STOP,
  /** The limit of the answer's length was reached. */
  LENGTH,
  /** The visitor has stopped it. Models never say so; whoever runs them does. */
  CANCELLED;

  /** The name on the wire, lower-case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
