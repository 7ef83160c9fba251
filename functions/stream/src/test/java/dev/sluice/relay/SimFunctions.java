package dev.sluice.relay;

import static dev.sluice.relay.SimWorld.MILLI;

import dev.sluice.frame.FrameSize;
import dev.sluice.frame.ServerFrame;
import dev.sluice.gateway.PostOutcome;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.Lease;
import dev.sluice.session.LeaseStore.Mark;
import dev.sluice.session.LeaseStore.Renewed;
import dev.sluice.session.LeaseStore.Taken;
import dev.sluice.session.Run;
import dev.sluice.session.StreamStore;
import dev.sluice.session.StreamStore.CancelResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The functions around the relay, as the protocol describes them: resume, cancel, invocations. */
final class SimFunctions {
  /** After it Lambda repeats an asynchronous invocation that has failed, once. */
  private static final long RETRY = 60_000 * MILLI;

  private final SimWorld world;
  private int owners;

  /** One invocation of the stream function, and whether it is Lambda's second try. */
  private record Invocation(String owner, Duration skew, boolean retry) {}

  SimFunctions(SimWorld world) {
    this.world = world;
  }

  /** Has an invocation come, perhaps two, perhaps late. */
  void invoke() {
    world.in(world.between(5, 400) * MILLI, () -> take(invocation(false)));
    if (world.strikes(15)) {
      world.in(world.between(5, 3_000) * MILLI, () -> take(invocation(false)));
    }
  }

  /** Each on a machine of its own, whose clock is its own. */
  private Invocation invocation(boolean retry) {
    return new Invocation("o" + owners++, Duration.ofMillis(world.between(-500, 500)), retry);
  }

  private void take(Invocation invocation) {
    Instant now = world.time.now().plus(invocation.skew());
    switch (world.store.take(world.ask.id(), invocation.owner(), now)) {
      case Taken.Yes(Run run) -> {
        world.note("take a%d by %s", run.attempt(), invocation.owner());
        relay(run, invocation);
      }
      case Taken.Held(Instant until) -> {
        if (!until.isAfter(now.plus(Lease.WORTH_WAITING))) {
          Duration wait = Duration.between(now, until.plus(Lease.CLOCK_SKEW).plusMillis(5));
          world.in(Math.max(5 * MILLI, wait.toNanos()), () -> take(invocation));
        }
      }
      case Taken.Exhausted(Run run) ->
          post(
              run.reader().connection(),
              new ArrayList<>(
                  List.of(
                      ServerFrame.Error.ending(
                          run.id(), run.attempt(), ((Ending.Failed) run.ending().get()).code()))));
      case Taken.Ended ended -> {}
      case Taken.Absent absent -> throw new AssertionError("The run is gone");
    }
  }

  private void relay(Run run, Invocation invocation) {
    if (!world.ask.resumable() && run.attempt() > 1) {
      takeOverFromOlder(run, invocation);
      return;
    }
    SimRelay.Place place =
        new SimRelay.Place(
            invocation.owner(),
            invocation.skew(),
            () -> {
              world.interrupted = true;
              if (!invocation.retry()) {
                world.in(RETRY, () -> take(invocation(true)));
              }
            });
    SimRelay relay = new SimRelay(world, run, place);
    world.relays.add(relay);
    world.in(world.latency(), relay::start);
  }

  /** What was shown cannot be taken back: the client is told, and that is all. */
  private void takeOverFromOlder(Run run, Invocation invocation) {
    Mark mark = new Mark(run.id(), invocation.owner(), run.attempt(), 1);
    ErrorCode code = ErrorCode.ANSWER_INCOMPLETE;
    boolean failed = world.store.fail(mark, run.text(), code) instanceof Renewed.Written;
    if (failed && world.time.now().isBefore(world.ask.askedAt().plusSeconds(27))) {
      world.gateway.post(
          run.reader().connection(),
          ServerFrame.Error.ending(run.id(), run.attempt(), code),
          outcome -> {});
    }
  }

  /** A resume as query handles it. */
  void resume(ConnectionId from, int offset, int attempt, Instant messageTime) {
    Run run = world.store.run(world.ask.id()).orElseThrow();
    if (!run.reader().messageTime().isAfter(messageTime)) {
      resume(new Run.Reader(from, 0, 0, messageTime), offset, attempt, run);
    }
  }

  private void resume(Run.Reader from, int offset, int attempt, Run seen) {
    int start = start(offset, attempt, seen);
    if (seen.ending().isPresent()) {
      replay(from.connection(), seen, start);
      return;
    }
    world.in(world.latency(), () -> move(from, offset, attempt, seen, start));
  }

  private void move(Run.Reader from, int offset, int attempt, Run seen, int start) {
    Run.Reader reader =
        new Run.Reader(from.connection(), start, seen.reader().resumeSeq() + 1, from.messageTime());
    switch (world.store.moveReader(seen, reader)) {
      case StreamStore.Changed.Yes(Run now) -> {
        world.note("reader %s @%d", reader.connection(), start);
        boolean leased = now.leasedAt(world.time.now().plus(Lease.WORTH_WAITING));
        if (!leased && !world.strikes(10)) {
          invoke();
        }
      }
      case StreamStore.Changed.Stale stale -> {}
      case StreamStore.Changed.LookAgain again ->
          resume(from, offset, attempt, world.store.run(world.ask.id()).orElseThrow());
    }
  }

  private static int start(int offset, int attempt, Run run) {
    if (attempt != run.attempt()) {
      return 0;
    }
    int start = Math.min(offset, run.text().length());
    boolean inside =
        start > 0
            && start < run.text().length()
            && Character.isLowSurrogate(run.text().charAt(start));
    return inside ? start - 1 : start;
  }

  /** A cancel as query handles it. */
  void cancel(ConnectionId from) {
    switch (world.store.cancel(world.ask.id(), world.time.now())) {
      case CancelResult.OwnerWillEnd owner -> world.note("cancelled under a lease");
      case CancelResult.EndedHere(Run run) -> replay(from, run, 0);
      case CancelResult.HadEnded(Run run) -> replay(from, run, run.text().length());
      case CancelResult.Absent absent -> throw new AssertionError("The run is gone");
    }
  }

  private void replay(ConnectionId to, Run run, int start) {
    world.note("replay a%d %s", run.attempt(), run.ending().get());
    world.says(run.attempt(), run.text());
    List<ServerFrame> frames = new ArrayList<>();
    AnswerFrames make = new AnswerFrames(world.ask, run.attempt());
    switch (run.ending().get()) {
      case Ending.Failed(var code) -> frames.add(make.failed(code));
      case Ending.Cancelled cancelled -> {
        text(run, start, make, frames);
        frames.add(make.cancelled(run.text().length()));
      }
      case Ending.Done done -> {
        if (world.ask.stream()) {
          text(run, start, make, frames);
        } else {
          frames.add(make.start(0));
        }
        frames.addAll(make.done(new AnswerText(run.text()), done));
      }
    }
    post(to, frames);
  }

  private static void text(Run run, int start, AnswerFrames make, List<ServerFrame> frames) {
    frames.add(make.start(start));
    for (int from = start; from < run.text().length(); ) {
      int to = FrameSize.pieceEnd(run.text(), from, FrameSize.MAX_TOKEN_BYTES);
      frames.add(make.token(from, run.text().substring(from, to)));
      from = to;
    }
  }

  /** Posts one after another; what may not have arrived is posted again. */
  private void post(ConnectionId to, List<ServerFrame> frames) {
    if (frames.isEmpty()) {
      return;
    }
    world.gateway.post(
        to,
        frames.getFirst(),
        outcome -> {
          if (outcome instanceof PostOutcome.Sent) {
            post(to, frames.subList(1, frames.size()));
          } else if (!(outcome instanceof PostOutcome.Gone)) {
            world.in(100 * MILLI, () -> post(to, frames));
          }
        });
  }
}
