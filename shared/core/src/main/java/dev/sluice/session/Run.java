package dev.sluice.session;

import java.time.Instant;
import java.util.Optional;

/**
 * How far an answer has come, who produces it and who reads it. Its states are pending (fence 0),
 * running, and ended: done, cancelled or failed. Only the first two can be leased.
 *
 * @param attempt how often the lease has been taken; the fence of every later write
 * @param lease who produces the answer; empty before the first attempt and after a release
 * @param reader where frames go
 * @param text the answer so far, as last saved
 * @param ending how it ended; empty while it can go on
 */
public record Run(
    StreamId id,
    TenantId tenant,
    Subject subject,
    int attempt,
    Optional<Lease> lease,
    Reader reader,
    String text,
    Optional<Ending> ending) {

  /** After so many attempts a run ends as failed. */
  public static final int MAX_ATTEMPTS = 5;

  /**
   * Where frames go.
   *
   * @param start the offset from which the reader wants text, within the current attempt
   * @param resumeSeq counts resumes, so that the owner notices each
   * @param messageTime the gateway's time of the message that named this reader
   */
  public record Reader(ConnectionId connection, int start, int resumeSeq, Instant messageTime) {}

  /** A run that nobody has begun. */
  public static Run pending(
      StreamId id, TenantId tenant, Subject subject, ConnectionId connection, Instant messageTime) {
    return new Run(
        id,
        tenant,
        subject,
        0,
        Optional.empty(),
        new Reader(connection, 0, 0, messageTime),
        "",
        Optional.empty());
  }

  /** Whether somebody holds the lease at that time. */
  public boolean leasedAt(Instant now) {
    return ending.isEmpty() && lease.filter(held -> held.until().isAfter(now)).isPresent();
  }
}
