package dev.sluice.frame;

import dev.sluice.session.PageContext;
import dev.sluice.session.SessionId;
import dev.sluice.session.StreamId;
import dev.sluice.session.StreamStore.Rating;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a client can send, decoded and checked. */
public sealed interface ClientMessage {
  /**
   * A question.
   *
   * @param id the one that the client made; empty for older clients, who are not resumable
   * @param humanize whether a model is to answer; otherwise the passages are the answer
   * @param stream whether the answer is wanted in pieces
   * @param session empty for a new session
   */
  record Question(
      String question,
      Optional<StreamId> id,
      boolean humanize,
      boolean stream,
      Optional<SessionId> session,
      boolean aiAgentMode,
      int topK,
      Map<String, List<String>> filters,
      PageContext context)
      implements ClientMessage {

    /** The longest question in UTF-16 code units. */
    public static final int MAX_LENGTH = 4_000;

    /** The most passages that may be asked for. */
    public static final int MAX_TOP_K = 20;

    /** How many passages are found unless told otherwise. */
    public static final int DEFAULT_TOP_K = 8;

    /** Copies the filters. */
    public Question {
      filters = Map.copyOf(filters);
    }
  }

  /**
   * A wish to go on reading a stream.
   *
   * @param offset how much of the answer the client holds, in UTF-16 code units
   * @param attempt of which attempt; 0 for none
   */
  record Resume(StreamId id, int offset, int attempt) implements ClientMessage {}

  /** A wish to end a stream. */
  record Cancel(StreamId id) implements ClientMessage {}

  /** What the visitor thinks of an answer. */
  record Feedback(StreamId id, Rating rating, String comment) implements ClientMessage {
    /** The longest comment in UTF-16 code units. */
    public static final int MAX_COMMENT_LENGTH = 1_000;
  }
}
