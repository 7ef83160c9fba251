package dev.sluice.session;

import dev.sluice.gateway.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Streams, leases and turns in memory; it passes the same tests as the table. Thread-safe.
 *
 * <p>{@link #repeatNext} plays a write whose answer is lost on its way back: it is done twice, and
 * the second answer is the one that arrives.
 */
public final class MemoryStreams implements StreamStore, LeaseStore, TurnStore {
  private static final int UNMOVED = -1;

  private final Map<StreamId, Row> rows = new HashMap<>();
  private final Map<StreamId, Ask> asks = new HashMap<>();
  private final Map<Turn.Key, Kept> turns = new HashMap<>();
  private final Time time;
  private final Duration retention;
  private boolean repeat;

  /**
   * @param retention how long turns are kept
   */
  public MemoryStreams(Time time, Duration retention) {
    this.time = time;
    this.retention = retention;
  }

  /** A turn and when it expires. */
  private record Kept(Turn turn, Instant expiresAt) {}

  /** A run with what only its store sees. The lease's owner stays after it was given back. */
  private record Row(
      Run run, boolean pending, String owner, long seq, Instant cancelledAt, Instant expiresAt) {
    Row with(Run changed) {
      return new Row(changed, pending, owner, seq, cancelledAt, expiresAt);
    }

    Row written(Run changed, long by) {
      return new Row(changed, pending, owner, by, cancelledAt, expiresAt);
    }

    boolean running() {
      return !pending && run.ending().isEmpty();
    }

    Instant until() {
      return run.lease().map(Lease::until).orElse(Instant.EPOCH);
    }
  }

  /** The next write is done twice. */
  public synchronized void repeatNext() {
    repeat = true;
  }

  private boolean again() {
    boolean again = repeat;
    repeat = false;
    return again;
  }

  private Optional<Row> live(StreamId id) {
    return Optional.ofNullable(rows.get(id)).filter(row -> row.expiresAt().isAfter(time.now()));
  }

  @Override
  public synchronized Created create(Ask ask, Run run) {
    again(); // a transaction carries a token by which the database knows it again
    Optional<Row> known = live(ask.id());
    if (known.isPresent()) {
      return new Created.Known(known.get().run());
    }
    asks.put(ask.id(), ask);
    put(run);
    return new Created.New();
  }

  private void put(Run run) {
    Instant expiresAt = time.now().plus(Ask.LIFETIME);
    rows.put(run.id(), new Row(run, true, "", 0, Instant.MIN, expiresAt));
  }

  @Override
  public synchronized Optional<Ask> ask(StreamId id) {
    return live(id).flatMap(row -> Optional.ofNullable(asks.get(id)));
  }

  @Override
  public synchronized Optional<Run> run(StreamId id) {
    return live(id).map(Row::run);
  }

  @Override
  public synchronized Changed moveReader(Run seen, Run.Reader reader) {
    if (again()) {
      moveReader(seen, reader);
    }
    Optional<Row> row = live(seen.id());
    if (row.isEmpty()) {
      return new Changed.LookAgain();
    }
    Run run = row.get().run();
    Run.Reader now = run.reader();
    boolean older = now.messageTime().isAfter(reader.messageTime());
    if (run.ending().isEmpty()
        && run.attempt() == seen.attempt()
        && now.resumeSeq() == seen.reader().resumeSeq()
        && !older) {
      Run moved = read(run, reader);
      rows.put(seen.id(), row.get().with(moved));
      return new Changed.Yes(moved);
    }
    if (now.equals(reader)) {
      return new Changed.Yes(run);
    }
    return older ? new Changed.Stale() : new Changed.LookAgain();
  }

  private static Run read(Run run, Run.Reader reader) {
    return new Run(
        run.id(),
        run.tenant(),
        run.subject(),
        run.attempt(),
        run.lease(),
        reader,
        run.text(),
        run.ending());
  }

  /** The run changed by a write; the lease's fence is the attempt. */
  private static Run changed(
      Run run, int attempt, Optional<Lease> lease, String text, Optional<Ending> ending) {
    return new Run(
        run.id(),
        run.tenant(),
        run.subject(),
        attempt,
        lease.map(l -> new Lease(l.owner(), attempt, l.until())),
        run.reader(),
        text,
        ending);
  }

  private static Run ended(Run run, int attempt, String text, Ending ending) {
    return changed(run, attempt, run.lease(), text, Optional.of(ending));
  }

  @Override
  public synchronized CancelResult cancel(StreamId id, Instant now) {
    if (again()) {
      cancel(id, now);
    }
    Optional<Row> found = live(id);
    if (found.isEmpty()) {
      return new CancelResult.Absent();
    }
    Row row = found.get();
    boolean leased = row.until().isAfter(now);
    if (row.run().ending().isPresent()) {
      if (!row.cancelledAt().equals(now)) {
        return new CancelResult.HadEnded(row.run());
      }
    } else {
      int attempt = row.run().attempt() + (leased ? 0 : 1);
      Run ended = ended(row.run(), attempt, row.run().text(), new Ending.Cancelled());
      row = new Row(ended, row.pending(), row.owner(), row.seq(), now, row.expiresAt());
      rows.put(id, row);
    }
    return leased ? new CancelResult.OwnerWillEnd() : new CancelResult.EndedHere(row.run());
  }

  @Override
  public synchronized boolean createEnded(Run run, Ending ending) {
    if (again()) {
      createEnded(run, ending);
    }
    Run ended = ended(run, run.attempt(), run.text(), ending);
    Optional<Row> known = live(run.id());
    if (known.isPresent()) {
      return known.get().run().equals(ended);
    }
    asks.remove(run.id());
    put(ended);
    return true;
  }

  @Override
  public synchronized void fail(StreamId id, ErrorCode code) {
    again();
    Optional.ofNullable(rows.get(id))
        .filter(row -> row.run().ending().isEmpty())
        .ifPresent(
            row -> {
              Run run = row.run();
              Ending failed = new Ending.Failed(code);
              rows.put(id, row.with(ended(run, run.attempt() + 1, run.text(), failed)));
            });
  }

  @Override
  public synchronized boolean rate(Turn.Key turn, Rating rating, String comment) {
    again();
    return Optional.ofNullable(turns.get(turn))
        .filter(kept -> kept.expiresAt().isAfter(time.now()))
        .isPresent();
  }

  @Override
  public synchronized Taken take(StreamId id, String owner, Instant now) {
    if (again()) {
      take(id, owner, now);
    }
    Optional<Row> found = live(id);
    if (found.isEmpty()) {
      return new Taken.Absent();
    }
    Row row = found.get();
    Run run = row.run();
    if (run.ending().isPresent()) {
      return new Taken.Ended(run);
    }
    if (!row.until().isBefore(now.minus(Lease.CLOCK_SKEW))) {
      boolean mine = run.lease().filter(lease -> lease.owner().equals(owner)).isPresent();
      return mine ? new Taken.Yes(run) : new Taken.Held(row.until());
    }
    int attempt = run.attempt() + 1;
    if (attempt > Run.MAX_ATTEMPTS) {
      Run failed = ended(run, attempt, run.text(), new Ending.Failed(ErrorCode.ANSWER_INCOMPLETE));
      rows.put(id, row.with(failed));
      return new Taken.Exhausted(failed);
    }
    Lease lease = new Lease(owner, attempt, now.plus(Lease.DURATION));
    Run taken = changed(run, attempt, Optional.of(lease), run.text(), Optional.empty());
    rows.put(id, new Row(taken, false, owner, 0, row.cancelledAt(), row.expiresAt()));
    return new Taken.Yes(taken);
  }

  @Override
  public synchronized Renewed renew(Mark mark, String text, Instant now) {
    if (again()) {
      renew(mark, text, now);
    }
    Lease lease = new Lease(mark.owner(), mark.fence(), now.plus(Lease.DURATION));
    return write(mark, UNMOVED, run -> changed(run, text, Optional.of(lease), Optional.empty()));
  }

  @Override
  public synchronized Renewed release(Mark mark, String text, int resumeSeq) {
    if (again()) {
      release(mark, text, resumeSeq);
    }
    return written(
        write(mark, resumeSeq, run -> changed(run, text, Optional.empty(), Optional.empty())));
  }

  @Override
  public synchronized Renewed finish(Mark mark, Finished finished, int resumeSeq) {
    if (again()) {
      finish(mark, finished, resumeSeq);
    }
    Renewed outcome =
        written(
            write(
                mark,
                resumeSeq,
                run -> changed(run, finished.text(), run.lease(), Optional.of(finished.ending()))));
    if (outcome instanceof Renewed.Written) {
      Instant expiresAt = time.now().plus(retention);
      finished.turn().ifPresent(turn -> turns.put(turn.key(), new Kept(turn, expiresAt)));
    }
    return outcome;
  }

  @Override
  public synchronized Renewed fail(Mark mark, String text, ErrorCode code) {
    if (again()) {
      fail(mark, text, code);
    }
    Ending failed = new Ending.Failed(code);
    return written(
        write(mark, UNMOVED, run -> changed(run, text, run.lease(), Optional.of(failed))));
  }

  private static Run changed(Run run, String text, Optional<Lease> lease, Optional<Ending> ending) {
    return changed(run, run.attempt(), lease, text, ending);
  }

  /** Changes a run; a function of it alone. */
  private interface Change {
    Run of(Run run);
  }

  private Renewed write(Mark mark, int resumeSeq, Change change) {
    Row row = rows.get(mark.id());
    if (row == null) {
      return new Renewed.Lost();
    }
    Run run = row.run();
    boolean mine = row.owner().equals(mark.owner()) && run.attempt() == mark.fence();
    boolean unmoved = resumeSeq == UNMOVED || run.reader().resumeSeq() == resumeSeq;
    boolean held = row.running() && run.lease().isPresent();
    if (mine && row.seq() < mark.seq() && held && unmoved) {
      Run changed = change.of(run);
      rows.put(mark.id(), row.written(changed, mark.seq()));
      return new Renewed.Yes(changed);
    }
    if (mine && row.seq() == mark.seq()) {
      return new Renewed.Yes(run);
    }
    if (run.ending().isPresent()) {
      return new Renewed.Ended(run);
    }
    return mine && !unmoved ? new Renewed.Moved(run) : new Renewed.Lost();
  }

  private static Renewed written(Renewed outcome) {
    return outcome instanceof Renewed.Yes ? new Renewed.Written() : outcome;
  }

  @Override
  public synchronized List<Turn> latest(Turn.SessionKey session, int limit) {
    List<Turn> all =
        turns.values().stream()
            .filter(kept -> kept.expiresAt().isAfter(time.now()))
            .map(Kept::turn)
            .filter(turn -> turn.key().session().equals(session))
            .sorted(
                Comparator.comparing((Turn turn) -> turn.key().askedAt())
                    .thenComparing(turn -> turn.stream().value()))
            .toList();
    return all.subList(Math.max(0, all.size() - limit), all.size());
  }
}
