package dev.sluice.relay;

import dev.sluice.frame.ServerFrame;
import dev.sluice.gateway.FakeTime;
import dev.sluice.session.Ask;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Ending;
import dev.sluice.session.MemoryStreams;
import dev.sluice.session.Run;
import dev.sluice.session.Samples;
import dev.sluice.session.StreamId;
import dev.sluice.session.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * The world of one simulated stream: a virtual clock with events in order, the store, what each
 * attempt has said, and chance. The same seed gives the same run.
 */
final class SimWorld {
  static final long MILLI = 1_000_000L;
  static final long SECOND = 1_000 * MILLI;

  final Random random;
  final FakeTime time = new FakeTime();
  final MemoryStreams store = new MemoryStreams(time, Duration.ofDays(30));
  final Ask ask;
  final Duration grace;

  /** How long one invocation may take. */
  final Duration longest;

  final List<SimRelay> relays = new ArrayList<>();
  final List<String> trace = new ArrayList<>();
  final SimGateway gateway = new SimGateway(this);

  /** The answer of each attempt as far as its relay knows it. */
  final Map<Integer, String> answers = new HashMap<>();

  /** What the models say at each attempt; chance decides unless it is given. */
  Optional<List<String>> pieces = Optional.empty();

  /** Whether an invocation has been killed or held. */
  boolean interrupted;

  /** Whether the models had not enough time. */
  boolean late;

  /** The run since it has ended; it may not change any more. */
  private Optional<Run> ended = Optional.empty();

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final boolean tracing;
  private final long faultsUntil;
  private long numbered;

  private record Event(long at, long number, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }
  }

  SimWorld(long seed, boolean resumable, boolean tracing) {
    this.random = new Random(seed);
    this.tracing = tracing;
    this.faultsUntil = now() + between(0, 40_000) * MILLI;
    this.grace = Duration.ofSeconds(List.of(0, 5, 30).get(random.nextInt(3)));
    this.longest = Duration.ofSeconds(random.nextInt(10) == 0 ? 15 : 240);
    this.ask = ask(resumable, random.nextInt(8) != 0);
  }

  private static Ask ask(boolean resumable, boolean stream) {
    Ask full = Samples.ask(StreamId.random());
    return new Ask(
        full.id(),
        full.tenant(),
        full.subject(),
        full.session(),
        true,
        full.question(),
        resumable,
        stream,
        false,
        false,
        full.context(),
        full.history(),
        full.passages(),
        full.immediateFrame(),
        new ConnectionId("c0"),
        FakeTime.START);
  }

  /** Stores the question. */
  void create(ConnectionId connection) {
    store.create(
        ask, Run.pending(ask.id(), ask.tenant(), ask.subject(), connection, ask.askedAt()));
  }

  long now() {
    return time.nanos();
  }

  /** Has something happen later. */
  void in(long nanos, Runnable what) {
    events.add(new Event(now() + Math.max(0, nanos), numbered++, what));
  }

  void at(long nanos, Runnable what) {
    in(nanos - now(), what);
  }

  /** Lets the next thing happen; false when nothing is left to happen. */
  boolean step() {
    Event event = events.poll();
    if (event == null) {
      return false;
    }
    time.advance(Duration.ofNanos(event.at() - now()));
    event.what().run();
    checkEnded();
    return true;
  }

  /** An end stays as it is, and an answer that is done has one turn, which holds it. */
  private void checkEnded() {
    Optional<Run> now = store.run(ask.id()).filter(run -> run.ending().isPresent());
    if (ended.isPresent() && !ended.equals(now)) {
      throw new AssertionError("An ended run has changed: " + ended.get() + " to " + now);
    }
    if (ended.isEmpty() && now.isPresent()) {
      List<String> wanted =
          now.get().ending().get() instanceof Ending.Done ? List.of(now.get().text()) : List.of();
      List<String> turns =
          store.latest(ask.turnKey().session(), 10).stream().map(Turn::answer).toList();
      if (!turns.equals(wanted)) {
        throw new AssertionError("Turns " + turns + " of the run " + now.get());
      }
      ended = now;
    }
  }

  /** What the session remembers of the answer. */
  Turn turn(String answer) {
    return new Turn(ask.turnKey(), ask.id(), ask.question(), answer, List.of());
  }

  /** A whole number from low to high, both included. */
  long between(long low, long high) {
    return low + random.nextLong(high - low + 1);
  }

  /** Milliseconds of a network or a store: mostly short, now and then long. */
  long latency() {
    return (random.nextInt(40) == 0 ? between(200, 2_500) : between(1, 60)) * MILLI;
  }

  /** Whether a fault of that rarity strikes now; none do after a while, so that all can end. */
  boolean strikes(int onceIn) {
    return now() < faultsUntil && random.nextInt(onceIn) == 0;
  }

  long faultsUntil() {
    return faultsUntil;
  }

  void note(String what, Object... arguments) {
    if (tracing) {
      trace.add(now() / MILLI + " " + what.formatted(arguments));
    }
  }

  /** What an attempt has said, or a part of it: it never takes anything back. */
  void says(int attempt, String text) {
    String before = answers.getOrDefault(attempt, "");
    if (!text.startsWith(before) && !before.startsWith(text)) {
      throw new AssertionError("Attempt " + attempt + " took back what it had said");
    }
    answers.put(attempt, text.length() > before.length() ? text : before);
  }

  static String describe(ServerFrame frame) {
    return switch (frame) {
      case ServerFrame.StreamStart f -> "start a%d @%d".formatted(f.attempt(), f.offset());
      case ServerFrame.StreamToken f ->
          "token a%d @%d +%d".formatted(f.attempt(), f.offset(), f.token().length());
      case ServerFrame.StreamEnd f ->
          "end a%d %d %s".formatted(f.attempt(), f.length(), f.finishReason());
      default -> frame.getClass().getSimpleName();
    };
  }
}
