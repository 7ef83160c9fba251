package dev.sluice.relay;

import dev.sluice.frame.FrameEncoder;
import dev.sluice.gateway.FrameSender;
import dev.sluice.gateway.PostOutcome;
import dev.sluice.gateway.Time;
import dev.sluice.log.EventLog;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.Lease;
import dev.sluice.session.LeaseStore;
import dev.sluice.session.LeaseStore.Mark;
import dev.sluice.session.LeaseStore.Renewed;
import dev.sluice.session.Run;
import dev.sluice.session.StoreException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs one attempt at an answer: the calling thread posts, one virtual thread reads the model, one
 * renews the lease. All three tell {@link RelayState} what happened; it decides. Used once.
 */
public final class Relay {
  private final LeaseStore leases;
  private final FrameSender frames;
  private final AnswerSource source;
  private final Recording recording;
  private final Time time;
  private final EventLog log;
  private final Assignment job;

  /** Guards {@link #state}; never held over I/O. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();
  private final RelayState state;

  /** Guarded by {@link #lock}. */
  private final Tally tally;

  /** Orders the owner's writes, so it is held over each of them; guards {@link #seq}. */
  private final ReentrantLock writing = new ReentrantLock();

  private long seq;

  /** What a relay works with. */
  public record Parts(
      LeaseStore leases,
      FrameSender frames,
      AnswerSource source,
      Recording recording,
      Time time,
      EventLog log) {}

  /** Prepares the given attempt. */
  public Relay(Parts parts, Assignment job) {
    this.leases = parts.leases();
    this.frames = parts.frames();
    this.source = parts.source();
    this.recording = parts.recording();
    this.time = parts.time();
    this.log = parts.log();
    this.job = job;
    this.state = new RelayState(job);
    this.tally = new Tally(job.run());
  }

  /** Relays until the run has ended, is somebody else's, or waits for its reader to come back. */
  public Report run() {
    Thread model = Thread.ofVirtual().name("model").start(this::readModel);
    Thread heartbeat = Thread.ofVirtual().name("heartbeat").start(this::renew);
    try {
      perform();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      source.end();
      heartbeat.interrupt();
      join(model);
      join(heartbeat);
    }
    return tell(this::report);
  }

  private Report report() {
    return new Report(
        state.ending(),
        tally.frames(),
        tally.retriedPosts(),
        tally.resumes(),
        tally.firstTextNanos(),
        state.text().length());
  }

  private void perform() throws InterruptedException {
    while (true) {
      switch (next()) {
        case Action.Post post -> post(post);
        case Action.EndModel end -> source.end();
        case Action.Record(int resumeSeq) -> recordDone(resumeSeq);
        case Action.Fail(ErrorCode code) ->
            write(mark -> leases.fail(mark, text(), code), () -> state.onFailed(code));
        case Action.Release(int resumeSeq) ->
            write(mark -> leases.release(mark, text(), resumeSeq), state::onReleased);
        case Action.Wait wait -> throw new IllegalStateException("Waiting is done in next()");
        case Action.Stop stop -> {
          return;
        }
      }
    }
  }

  /** The next action that is not to wait; waits as long as there is none. */
  private Action next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Action action = state.next(time.nanos());
      while (action instanceof Action.Wait(long until)) {
        changed.awaitNanos(Math.max(0, until - time.nanos()));
        action = state.next(time.nanos());
      }
      return action;
    } finally {
      lock.unlock();
    }
  }

  private void post(Action.Post post) {
    long left = Math.max(1, job.deadline(post.frame()) - time.nanos());
    Duration timeout = Duration.ofNanos(Math.min(left, FrameSender.TIMEOUT.toNanos()));
    PostOutcome outcome = frames.send(post.to(), FrameEncoder.encode(post.frame()), timeout);
    tell(
        () -> {
          long now = time.nanos();
          tally.posted(post.frame(), outcome, now);
          state.onPosted(outcome, now);
        });
  }

  private void recordDone(int resumeSeq) {
    ModelEnd.Said said = tell(() -> (ModelEnd.Said) state.modelEnd().orElseThrow());
    LeaseStore.Finished finished = recording.of(job.ask(), text(), said, time.now());
    write(
        mark -> leases.finish(mark, finished, resumeSeq),
        () -> state.onRecorded(finished.ending()));
  }

  /** A write that ends the run or gives it back. */
  private void write(Function<Mark, Renewed> write, Runnable written) {
    Renewed outcome;
    try {
      outcome = owned(write);
    } catch (StoreException e) {
      log.error("end_not_written", ids(), e);
      tell(() -> state.onStoreFailure(time.nanos()));
      return;
    }
    tell(
        () -> {
          switch (outcome) {
            case Renewed.Written done -> written.run();
            case Renewed.Moved(Run run) -> {
              tally.heard(run);
              state.onMoved(run);
            }
            case Renewed.Ended(Run run) -> state.onEnded(run);
            case Renewed.Lost lost -> state.onLost();
            case Renewed.Yes renewed -> throw new IllegalStateException("Only of a renewal");
          }
        });
  }

  private Renewed owned(Function<Mark, Renewed> write) {
    writing.lock();
    try {
      return write.apply(new Mark(job.ask().id(), job.owner(), job.attempt(), ++seq));
    } finally {
      writing.unlock();
    }
  }

  /** The heartbeat: renews the lease, saves the text, hears of resumes and cancels. */
  private void renew() {
    try {
      while (true) {
        time.pause(Lease.HEARTBEAT);
        renewOnce();
      }
    } catch (InterruptedException e) {
      // the relay has ended
    }
  }

  private void renewOnce() {
    long sentAt = time.nanos();
    try {
      Renewed outcome = owned(mark -> leases.renew(mark, text(), time.now()));
      tell(
          () -> {
            switch (outcome) {
              case Renewed.Yes(Run run) -> {
                tally.heard(run);
                state.onRenewed(run, sentAt);
              }
              case Renewed.Ended(Run run) -> state.onEnded(run);
              case Renewed.Lost lost -> state.onLost();
              case Renewed.Moved moved -> throw new IllegalStateException("Not of a renewal");
              case Renewed.Written written -> throw new IllegalStateException("Not of a renewal");
            }
          });
    } catch (StoreException e) {
      if (!Thread.currentThread().isInterrupted()) {
        log.error("lease_not_renewed", ids(), e);
      }
    }
  }

  private void readModel() {
    ModelEnd end;
    try {
      end = source.run(job.run().text(), piece -> tell(() -> state.onText(piece)));
    } catch (RuntimeException e) {
      log.error("model_failed", ids(), e);
      end = new ModelEnd.Broken(ErrorCode.INTERNAL);
    }
    ModelEnd ended = end;
    tell(() -> state.onModelEnd(ended));
  }

  private String text() {
    return tell(state::text);
  }

  private void tell(Runnable event) {
    tell(
        () -> {
          event.run();
          return state;
        });
  }

  private <T> T tell(Supplier<T> event) {
    lock.lock();
    try {
      return event.get();
    } finally {
      changed.signal();
      lock.unlock();
    }
  }

  private Map<String, Object> ids() {
    return Map.of("stream", job.ask().id(), "attempt", job.attempt());
  }

  private static void join(Thread thread) {
    boolean interrupted = Thread.interrupted();
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
