package dev.sluice.frame;

import dev.sluice.session.Citation;
import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.Passage;
import dev.sluice.session.StreamId;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a client can receive; {@code docs/protocol.md}, "Server to client". Offsets and lengths
 * count UTF-16 code units of the answer. An attempt of 0 stands for an end without any attempt.
 */
public sealed interface ServerFrame {
  /** The model's name of answers that quote the sources and that no model has written. */
  String EXTRACTIVE = "extractive";

  /** The question has arrived. */
  record Status(StreamId id, boolean aiAgentMode) implements ServerFrame {}

  /** The passages, before any model is asked. */
  record Immediate(
      StreamId id,
      List<Passage> passages,
      String model,
      String searchStrategy,
      boolean aiAgentMode,
      Security security)
      implements ServerFrame {
    /** Copies the passages. */
    public Immediate {
      passages = List.copyOf(passages);
    }
  }

  /** Whom the passages were found for. */
  record Security(boolean userFiltered, String username, boolean securityFiltered) {}

  /** Text from the offset on is written, or written again, by this attempt. */
  record StreamStart(StreamId id, int attempt, int offset, boolean aiAgentMode)
      implements ServerFrame {}

  /** A piece of the answer; an empty one is a sign of life. */
  record StreamToken(StreamId id, int attempt, int offset, String token, boolean aiAgentMode)
      implements ServerFrame {}

  /** The answer's text has ended. */
  record StreamEnd(
      StreamId id,
      int attempt,
      int length,
      String finishReason,
      List<Citation> citations,
      boolean aiAgentMode)
      implements ServerFrame {
    /** Copies the citations. */
    public StreamEnd {
      citations = List.copyOf(citations);
    }
  }

  /** The whole answer at once. */
  record Overview(
      StreamId id,
      int attempt,
      String data,
      boolean enhanced,
      List<Citation> citations,
      boolean aiAgentMode)
      implements ServerFrame {
    /** Copies the citations. */
    public Overview {
      citations = List.copyOf(citations);
    }

    /** The frame with the answer of a stream which is done. */
    public static Overview of(
        StreamId id, int attempt, String text, Ending.Done done, boolean aiAgentMode) {
      boolean enhanced = !done.model().equals(EXTRACTIVE);
      return new Overview(id, attempt, text, enhanced, done.citations(), aiAgentMode);
    }
  }

  /** The passages as the answer, without a model. */
  record Chunks(StreamId id, List<Passage> passages) implements ServerFrame {
    /** Copies the passages. */
    public Chunks {
      passages = List.copyOf(passages);
    }
  }

  /** All has been said. */
  record Complete(
      StreamId id,
      int attempt,
      long responseTimeMillis,
      String model,
      dev.sluice.session.Usage usage)
      implements ServerFrame {
    /** The frame that ends a stream which is done. */
    public static Complete of(StreamId id, int attempt, Ending.Done done) {
      return new Complete(id, attempt, done.responseTimeMillis(), done.model(), done.usage());
    }
  }

  /**
   * Something failed.
   *
   * @param attempt empty when the error answers a message and does not end the stream
   */
  record Error(
      StreamId id,
      OptionalInt attempt,
      ErrorCode code,
      String message,
      OptionalLong retryAfterMillis)
      implements ServerFrame {
    /** An error that ends the stream. */
    public static Error ending(StreamId id, int attempt, ErrorCode code) {
      return new Error(
          id, OptionalInt.of(attempt), code, ErrorMessages.of(code), OptionalLong.empty());
    }

    /** An error that answers a message and does not end the stream. */
    public static Error answering(StreamId id, ErrorCode code) {
      return new Error(id, OptionalInt.empty(), code, ErrorMessages.of(code), OptionalLong.empty());
    }
  }

  /** Another connection reads this stream now. */
  record Moved(StreamId id, int attempt) implements ServerFrame {}
}
