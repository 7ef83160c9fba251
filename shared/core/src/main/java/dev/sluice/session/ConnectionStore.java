package dev.sluice.session;

import java.time.Instant;
import java.util.Optional;

/**
 * Keeps connections and the claims of older clients' questions on them. Reads are strongly
 * consistent. Thread-safe.
 */
public interface ConnectionStore {
  /** Stores a connection. */
  void put(Connection connection);

  /** The connection. */
  Optional<Connection> get(ConnectionId id);

  /** Forgets the connection; it need not exist. */
  void delete(ConnectionId id);

  /**
   * Claims the connection for a question, in order of arrival among those that wait for it.
   *
   * @param waiter the question and when it arrived at the gateway
   */
  ClaimResult claim(ConnectionId id, Waiter waiter, Instant now);

  /** Replaces the void claim of another stream, which the caller has ended before. */
  ClaimResult replace(ConnectionId id, StreamId voided, Waiter waiter, Instant now);

  /** Gives the claim back if it still is this stream's, and stops waiting for it. */
  void release(ConnectionId id, Waiter waiter);

  /** A question that wants the connection. */
  record Waiter(StreamId stream, Instant arrivedAt) {}

  /** What became of a claim. */
  sealed interface ClaimResult {
    /** The connection is the stream's until then. */
    record Granted(Instant until) implements ClaimResult {}

    /** Another holds it, or comes first; the caller is noted as waiting. */
    record Wait() implements ClaimResult {}

    /** The other's claim has ended without release: end its stream, then replace it. */
    record Void(StreamId holder) implements ClaimResult {}

    /**
     * So many wait already that nobody can be noted who has not been: no older client does that.
     */
    record Crowded() implements ClaimResult {}

    /** There is no such connection. */
    record Absent() implements ClaimResult {}
  }
}
