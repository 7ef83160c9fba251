package dev.sluice.session;

import java.time.Instant;
import java.util.Optional;

/**
 * Keeps questions and the runs of their answers. Every write is conditional and safe to repeat: a
 * write whose answer was lost may be sent again and reports what it would have reported. Reads are
 * strongly consistent; what has expired is absent. Thread-safe.
 */
public interface StreamStore {
  /** Puts question and run together, if neither is there. */
  Created create(Ask ask, Run run);

  /** The question. */
  Optional<Ask> ask(StreamId id);

  /** The run. */
  Optional<Run> run(StreamId id);

  /**
   * Makes the connection the run's reader, if the run still is as it was seen and the message is
   * not older than the one that named the reader it has.
   */
  Changed moveReader(Run seen, Run.Reader reader);

  /** Cancels a run that has not ended; without a valid lease the fence is raised as well. */
  CancelResult cancel(StreamId id, Instant now);

  /**
   * Puts a run that has ended before it began, so that its question finds it ended.
   *
   * @param run pending in all but the ending
   * @return false if the id is known by now
   */
  boolean createEnded(Run run, Ending ending);

  /** Ends a run that has not ended as failed, from outside: raises the fence. */
  void fail(StreamId id, ErrorCode code);

  /** Feedback on a recorded turn; false when there is no such turn. */
  boolean rate(Turn.Key turn, Rating rating, String comment);

  /** What a visitor thinks of an answer. */
  enum Rating {
    /** Helpful. */
    UP,
    /** Not helpful. */
    DOWN
  }

  /** What became of {@link #create}. */
  sealed interface Created {
    /** Both are stored. */
    record New() implements Created {}

    /** The id is known: nothing was stored. */
    record Known(Run run) implements Created {}
  }

  /** What became of {@link #moveReader}. */
  sealed interface Changed {
    /** It is the reader now; the run as it is now, whose lease may have ended since it was seen. */
    record Yes(Run run) implements Changed {}

    /** A newer message has named a reader: leave it. */
    record Stale() implements Changed {}

    /** The run has changed since it was seen: look again. */
    record LookAgain() implements Changed {}
  }

  /** What became of {@link #cancel}. */
  sealed interface CancelResult {
    /** Nobody was producing it: nobody else will post its end. */
    record EndedHere(Run run) implements CancelResult {}

    /** Its owner will notice and post the end. */
    record OwnerWillEnd() implements CancelResult {}

    /** It had ended before. */
    record HadEnded(Run run) implements CancelResult {}

    /** There is no such run. */
    record Absent() implements CancelResult {}
  }
}
