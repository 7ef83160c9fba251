package dev.sluice.relay;

import dev.sluice.gateway.PostOutcome;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Run;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Who reads and how far they have come. Not thread-safe; the relay's lock guards it. */
final class Reading {
  /** Who reads, since the last heartbeat that said so. */
  private Run.Reader reader;

  /** Whether the reader has been sent its {@code stream_start}. */
  private boolean started;

  /** Up to where the reader has been sent text. */
  private int posted;

  /** Since when the reader's connection is known to be gone, in monotonic nanoseconds. */
  private Optional<Long> goneSince = Optional.empty();

  /** Connections that still have to hear that the stream has moved. */
  private final Set<ConnectionId> left = new LinkedHashSet<>();

  /** When the next of them may be told. */
  private final Retries telling;

  /** Up to where the new reader must have been sent text before the old ones hear of it. */
  private int movedAt;

  Reading(Run.Reader reader, Retries telling) {
    this.reader = reader;
    this.telling = telling;
  }

  /**
   * Makes another the reader, who wants text from its own start.
   *
   * @param length of the answer so far
   * @return false if this reader is not newer than the present one
   */
  boolean redirect(Run.Reader to, int length) {
    if (to.resumeSeq() <= reader.resumeSeq()) {
      return false;
    }
    if (!to.connection().equals(reader.connection())) {
      left.add(reader.connection());
    }
    left.remove(to.connection());
    reader = to;
    posted = Math.min(to.start(), length);
    movedAt = length;
    started = false;
    goneSince = Optional.empty();
    return true;
  }

  ConnectionId connection() {
    return reader.connection();
  }

  int resumeSeq() {
    return reader.resumeSeq();
  }

  boolean started() {
    return started;
  }

  void onStarted() {
    started = true;
  }

  int posted() {
    return posted;
  }

  void onPosted(int end) {
    posted = end;
  }

  Optional<Long> goneSince() {
    return goneSince;
  }

  void onGone(long now) {
    goneSince = Optional.of(now);
  }

  /**
   * A connection that can hear now that the stream has moved.
   *
   * @param limit up to where text is posted at all
   */
  Optional<ConnectionId> left(int limit, long now) {
    return posted >= Math.min(movedAt, limit) && !telling.mustWait(now)
        ? left.stream().findFirst()
        : Optional.empty();
  }

  /** When a connection can be told which could not be until now. */
  long tellAgainAt() {
    return left.isEmpty() ? Long.MAX_VALUE : telling.notBefore();
  }

  /**
   * Who has not heard of it would take the stream back, so a refused post is repeated. One that may
   * have arrived is not: it would hold up the new reader, or reach a tab that has come back.
   */
  void onToldMoved(ConnectionId connection, PostOutcome outcome, long now) {
    switch (outcome) {
      case PostOutcome.Throttled throttled -> telling.failed(now);
      case PostOutcome.Unknown unknown -> heard(connection);
      case PostOutcome.Sent sent -> heard(connection);
      case PostOutcome.Gone gone -> heard(connection);
      case PostOutcome.TooLarge tooLarge -> heard(connection);
    }
  }

  private void heard(ConnectionId connection) {
    left.remove(connection);
    telling.succeeded();
  }
}
