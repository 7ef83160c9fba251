package dev.sluice.client;

/** What a frame means for a client. */
public sealed interface Reaction {
  /** Nothing new. */
  record Nothing() implements Reaction {}

  /** The answer's text has changed: see {@link AnswerAssembly#text()}. */
  record Changed() implements Reaction {}

  /** Something is missing: resume from what is held. */
  record Gap() implements Reaction {}

  /** Another connection reads now; nothing more comes here. */
  record Moved() implements Reaction {}

  /** An error that answers a message and does not end the stream. */
  record Notice(String code, String message, long retryAfterMillis) implements Reaction {}

  /** The stream has ended. */
  sealed interface Ended extends Reaction {
    /** All has arrived. */
    record Complete() implements Ended {}

    /** It was cancelled. */
    record Cancelled() implements Ended {}

    /** It failed. */
    record Failed(String code, String message, boolean retryable) implements Ended {}
  }
}
