package dev.sluice.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A question with all that is needed to answer it, by whatever invocation; written once, never
 * changed.
 *
 * @param resumable whether the client made the stream's id and so understands offsets and attempts
 * @param stream whether the answer goes out in token frames rather than in one {@code overview}
 * @param extractiveOnly whether the budget is spent, so that no model may be asked
 * @param immediateFrame the {@code immediate} frame as it was posted, for replays
 * @param askedAt the gateway's time of the message
 */
public record Ask(
    StreamId id,
    TenantId tenant,
    Subject subject,
    SessionId session,
    boolean remembered,
    String question,
    boolean resumable,
    boolean stream,
    boolean aiAgentMode,
    boolean extractiveOnly,
    PageContext context,
    List<Exchange> history,
    List<Passage> passages,
    String immediateFrame,
    ConnectionId connection,
    Instant askedAt) {

  /** How long questions and answers can be replayed. */
  public static final Duration LIFETIME = Duration.ofHours(24);

  /** An answer may take four minutes, and its reader may be away for some of the time after it. */
  public static final Duration SHORTEST_LIFETIME = Duration.ofMinutes(15);

  /** Copies the lists. */
  public Ask {
    history = List.copyOf(history);
    passages = List.copyOf(passages);
  }

  /**
   * How long questions and answers can be replayed where sessions remember them for a time: never
   * longer than that, but long enough to be resumed.
   */
  public static Duration lifetime(Duration retention) {
    Duration wanted = retention.compareTo(SHORTEST_LIFETIME) < 0 ? SHORTEST_LIFETIME : retention;
    return wanted.compareTo(LIFETIME) < 0 ? wanted : LIFETIME;
  }

  /** Where the turn of this question is kept. */
  public Turn.Key turnKey() {
    return new Turn.Key(new Turn.SessionKey(tenant, subject, session), askedAt, id);
  }

  /** Who asks first when several questions of an older client want their connection. */
  public ConnectionStore.Waiter waiter() {
    return new ConnectionStore.Waiter(id, askedAt);
  }
}
