package dev.sluice.relay;

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

  /** Up to where the new reader must have been sent text before the old ones hear of it. */
  private int movedAt;

  Reading(Run.Reader reader) {
    this.reader = reader;
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
  Optional<ConnectionId> left(int limit) {
    return posted >= Math.min(movedAt, limit) ? left.stream().findFirst() : Optional.empty();
  }

  void onToldMoved(ConnectionId connection) {
    left.remove(connection);
  }
}
