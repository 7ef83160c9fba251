package dev.sluice.relay;

import static dev.sluice.relay.SimWorld.MILLI;

import dev.sluice.frame.ServerFrame;
import dev.sluice.gateway.Backoff;
import dev.sluice.gateway.PostOutcome;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.Lease;
import dev.sluice.session.LeaseStore.Finished;
import dev.sluice.session.LeaseStore.Mark;
import dev.sluice.session.LeaseStore.Renewed;
import dev.sluice.session.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;

/**
 * One invocation that relays: what {@link Relay} does with threads, done with events. It can be
 * killed, paused and woken, and its writes can fail before or after they were done.
 */
final class SimRelay {
  /** The chain of models ends so long before the last post, so that its end can be told. */
  private static final Duration FOR_THE_END = Duration.ofMillis(1_500);

  private final SimWorld world;
  private final Run run;
  private final Place place;
  private final RelayState state;
  private final SimModel model;

  /** The owner's writes are done one after another. */
  private final Queue<Write> writes = new ArrayDeque<>();

  /** What has happened to it while it was held, in order. */
  private final Queue<Runnable> missed = new ArrayDeque<>();

  private boolean writing;
  private boolean mainWaits;
  private boolean posting;

  /** Its last word to each connection that has surely had it; it may be repeated. */
  private final Map<ConnectionId, ServerFrame> told = new HashMap<>();

  private boolean alive = true;
  private long pausedUntil;

  /** When it will be looked at again without an event. */
  private long wakesAt;

  private long seq;

  private record Write(
      boolean main, Function<Mark, Renewed> write, Runnable written, long sentAt) {}

  /**
   * Where it runs.
   *
   * @param skew by how much the wall clock there is ahead
   * @param killed told when the function is killed
   */
  record Place(String owner, Duration skew, Runnable killed) {}

  SimRelay(SimWorld world, Run run, Place place) {
    this.world = world;
    this.run = run;
    this.place = place;
    long takenAt = world.now();
    long lastPost = takenAt + longest().toNanos();
    Assignment.Timing timing =
        new Assignment.Timing(Duration.ofMillis(100), world.grace, Assignment.Timing.KEEP_ALIVE);
    this.state =
        new RelayState(
            new Assignment(
                world.ask,
                run,
                place.owner(),
                timing,
                Backoff.forPosts(world.random),
                takenAt,
                lastPost));
    this.model = new SimModel(world, this::onText, this::onModelEnd);
    if (!world.ask.resumable()) {
      world.at(lastPost - FOR_THE_END.toNanos(), model::outOfTime);
    }
  }

  /** An older client's time counts from its question. */
  private Duration longest() {
    if (world.ask.resumable()) {
      return world.longest;
    }
    return Duration.between(wallClock(), world.ask.askedAt().plusSeconds(25));
  }

  void start() {
    world.says(run.attempt(), run.text());
    model.start();
    heartbeat();
    live();
    poke();
  }

  boolean alive() {
    return alive;
  }

  /** Chance decides every second whether the function is killed or frozen for a while. */
  private void live() {
    if (!alive) {
      return;
    }
    if (world.strikes(40)) {
      world.note("kill a%d", run.attempt());
      alive = false;
      place.killed().run();
    } else if (world.strikes(40)) {
      long until = world.now() + world.between(1_000, 20_000) * MILLI;
      pausedUntil = Math.max(pausedUntil, until);
      world.interrupted = true;
      world.note("pause a%d until %d", run.attempt(), pausedUntil / MILLI);
    }
    if (alive) {
      world.in(1_000 * MILLI, this::live);
    }
  }

  /** What happens to a function happens when it is awake, and never once it is dead. */
  private void awake(Runnable event) {
    missed.add(event);
    catchUp();
  }

  private void catchUp() {
    if (world.now() < pausedUntil) {
      world.at(pausedUntil, this::catchUp);
      return;
    }
    while (alive && !missed.isEmpty()) {
      missed.remove().run();
    }
  }

  private void onText(String piece) {
    awake(
        () -> {
          state.onText(piece);
          world.says(run.attempt(), state.text());
          poke();
        });
  }

  private void onModelEnd(ModelEnd end) {
    awake(
        () -> {
          state.onModelEnd(end);
          world.says(run.attempt(), state.text());
          poke();
        });
  }

  private void poke() {
    awake(this::perform);
  }

  private void perform() {
    if (posting) {
      switch (state.next(world.now())) {
        case Action.Wait wait -> {}
        case Action.Stop stop -> {}
        case Action other ->
            throw new AssertionError("While a post is under way it wants " + other);
      }
    }
    while (!posting && !mainWaits && alive) {
      Action action = state.next(world.now());
      switch (action) {
        case Action.Post post -> post(post);
        case Action.Wait(long until) -> {
          if (until <= world.now()) {
            throw new AssertionError("Waits until what has passed: it would spin");
          }
          wakeAt(until);
          return;
        }
        case Action.EndModel end -> model.cancel();
        case Action.Record(int resumeSeq) -> recordDone(resumeSeq);
        case Action.Fail(ErrorCode code) ->
            write(m -> world.store.fail(m, state.text(), code), () -> state.onFailed(code));
        case Action.Release(int resumeSeq) ->
            write(m -> world.store.release(m, state.text(), resumeSeq), state::onReleased);
        case Action.Stop stop -> {
          world.note("stop a%d", run.attempt());
          alive = false;
        }
      }
    }
  }

  private void wakeAt(long until) {
    if (until != Long.MAX_VALUE && until != wakesAt) {
      wakesAt = until;
      world.at(
          until,
          () -> {
            if (wakesAt == until) {
              wakesAt = 0;
              poke();
            }
          });
    }
  }

  private void post(Action.Post post) {
    boolean moved = post.frame() instanceof ServerFrame.Moved;
    if (!moved && !told.getOrDefault(post.to(), post.frame()).equals(post.frame())) {
      throw new AssertionError("Posts after its last word: " + post.frame());
    }
    posting = true;
    world.note("a%d -> %s %s", run.attempt(), post.to(), SimWorld.describe(post.frame()));
    world.gateway.post(
        post.to(),
        post.frame(),
        outcome ->
            awake(
                () -> {
                  posting = false;
                  if (outcome instanceof PostOutcome.Sent && isLast(post.frame())) {
                    told.put(post.to(), post.frame());
                  }
                  state.onPosted(outcome, world.now());
                  perform();
                }));
  }

  private static boolean isLast(ServerFrame frame) {
    return switch (frame) {
      case ServerFrame.Complete complete -> true;
      case ServerFrame.Error error -> true;
      case ServerFrame.StreamEnd end -> end.finishReason().equals("cancelled");
      default -> false;
    };
  }

  private void recordDone(int resumeSeq) {
    ModelEnd.Said said = (ModelEnd.Said) state.modelEnd().orElseThrow();
    Ending.Done done = new Ending.Done(said.reason(), List.of(), said.model(), said.usage(), 1);
    Finished finished = new Finished(state.text(), done, Optional.of(world.turn(state.text())));
    write(m -> world.store.finish(m, finished, resumeSeq), () -> state.onRecorded(done));
  }

  private void heartbeat() {
    world.in(
        Lease.HEARTBEAT.toNanos(),
        () ->
            awake(
                () -> {
                  enqueue(
                      new Write(
                          false,
                          m -> world.store.renew(m, state.text(), wallClock()),
                          () -> {},
                          world.now()));
                }));
  }

  private Instant wallClock() {
    return world.time.now().plus(place.skew());
  }

  private void write(Function<Mark, Renewed> write, Runnable written) {
    mainWaits = true;
    enqueue(new Write(true, write, written, world.now()));
  }

  private void enqueue(Write write) {
    writes.add(write);
    writeNext();
  }

  private void writeNext() {
    if (writing || writes.isEmpty()) {
      return;
    }
    writing = true;
    Write next = writes.remove();
    Mark mark = new Mark(run.id(), place.owner(), run.attempt(), ++seq);
    world.in(
        world.latency() / 2,
        () -> {
          boolean lost = world.strikes(30);
          Optional<Renewed> outcome =
              lost && world.random.nextBoolean()
                  ? Optional.empty()
                  : Optional.of(next.write().apply(mark));
          world.in(world.latency() / 2, () -> awake(() -> answered(next, lost, outcome)));
        });
  }

  private void answered(Write write, boolean lost, Optional<Renewed> outcome) {
    writing = false;
    // what one thread has heard and another has not yet is told in either order
    if (world.random.nextInt(4) == 0) {
      writeNext();
      world.in(world.between(0, 40) * MILLI, () -> awake(() -> tell(write, lost, outcome)));
    } else {
      tell(write, lost, outcome);
      writeNext();
    }
  }

  private void tell(Write write, boolean lost, Optional<Renewed> outcome) {
    if (write.main()) {
      mainWaits = false;
    } else {
      heartbeat();
    }
    if (lost || outcome.isEmpty()) {
      world.note("a%d store failure", run.attempt());
      if (write.main()) {
        state.onStoreFailure(world.now());
      }
    } else {
      world.note("a%d %s", run.attempt(), outcome.get().getClass().getSimpleName());
      switch (outcome.get()) {
        case Renewed.Yes(Run renewed) -> state.onRenewed(renewed, write.sentAt());
        case Renewed.Written done -> write.written().run();
        case Renewed.Moved(Run moved) -> state.onMoved(moved);
        case Renewed.Ended(Run ended) -> state.onEnded(ended);
        case Renewed.Lost gone -> state.onLost();
      }
    }
    perform();
  }
}
