package dev.sluice.session;

import java.time.Instant;
import java.util.List;

/**
 * A question and its whole answer, as a session remembers them.
 *
 * @param citations the passages that the answer refers to
 */
public record Turn(
    Key key, StreamId stream, String question, String answer, List<Citation> citations) {

  /** Copies the citations. */
  public Turn {
    citations = List.copyOf(citations);
  }

  /**
   * Where a turn is kept; the same question always has the same key, so that it is kept once.
   *
   * @param session whose turn it is
   * @param askedAt the gateway's time of the question, which orders the turns
   */
  public record Key(SessionKey session, Instant askedAt, StreamId stream) {}

  /** A session within its tenant and subject: nobody else's session has the same key. */
  public record SessionKey(TenantId tenant, Subject subject, SessionId session) {}
}
