package dev.sluice.session;

import java.time.Instant;

/**
 * The writes of those who produce answers. Each carries owner, fence and a rising {@code seq}, and
 * is refused when another has taken over, when a later write of the same owner came first, or when
 * the run has ended. A repeated write reports success if it had succeeded. Thread-safe.
 */
public interface LeaseStore {
  /** Takes the lease of a run that nobody holds: a new attempt. */
  Taken take(StreamId id, String owner, Instant now);

  /** Renews the lease, saves the text, and reads who the reader is, in one write. */
  Renewed renew(Mark mark, String text, Instant now);

  /**
   * Gives the lease back without an end, with the text, so that a resume can continue it, if none
   * has come meanwhile.
   */
  Renewed release(Mark mark, String text, int resumeSeq);

  /**
   * Ends the run as done and puts its turn, in one transaction, if the reader is still the one that
   * the owner serves.
   */
  Renewed finish(Mark mark, Finished finished, int resumeSeq);

  /** Ends the run as failed. */
  Renewed fail(Mark mark, String text, ErrorCode code);

  /** Whose write it is and which: {@code seq} rises by one with each write of an owner. */
  record Mark(StreamId id, String owner, int fence, long seq) {}

  /**
   * What {@link #finish} stores.
   *
   * @param turn what the session remembers; empty when it remembers nothing
   */
  record Finished(String text, Ending.Done ending, java.util.Optional<Turn> turn) {}

  /** What became of {@link #take}. */
  sealed interface Taken {
    /** The lease is the caller's; the run as it is now. */
    record Yes(Run run) implements Taken {}

    /** Somebody holds it until then. */
    record Held(Instant until) implements Taken {}

    /** It has ended. */
    record Ended(Run run) implements Taken {}

    /** It has been tried too often: it has now ended as failed. */
    record Exhausted(Run run) implements Taken {}

    /** There is no such run. */
    record Absent() implements Taken {}
  }

  /** What became of a write of the owner. */
  sealed interface Renewed {
    /** The lease is renewed; the run as it is now. */
    record Yes(Run run) implements Renewed {}

    /** The run is ended or released. */
    record Written() implements Renewed {}

    /** The reader has changed meanwhile: nothing is written. */
    record Moved(Run run) implements Renewed {}

    /** The run was ended from outside. */
    record Ended(Run run) implements Renewed {}

    /** Another has taken the lease, or the run is gone. */
    record Lost() implements Renewed {}
  }
}
