package dev.sluice.relay;

import dev.sluice.frame.ServerFrame;
import dev.sluice.gateway.Backoff;
import dev.sluice.gateway.PostOutcome;
import dev.sluice.session.Ask;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.FinishReason;
import dev.sluice.session.Lease;
import dev.sluice.session.Run;
import dev.sluice.session.Samples;
import dev.sluice.session.StreamId;
import dev.sluice.session.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A relay's state driven by hand. The clock stands until it is moved, back-off is as long as it may
 * be, and what is to be done is told in words: {@code "c1 token 0 'Hello'"}, {@code "wait 100"}.
 */
final class Bench {
  static final Duration FRAME_INTERVAL = Duration.ofMillis(100);
  static final Duration GRACE = Duration.ofSeconds(30);
  static final Duration LONGEST = Duration.ofMinutes(4);

  private static final ModelEnd.Said SAID =
      new ModelEnd.Said(FinishReason.STOP, "m", new Usage(1, 2));

  /** Gives the largest that is asked for. */
  private static final RandomGenerator LARGEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return 0;
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  final Ask ask;
  final RelayState state;
  private final long lastPost;
  private long now;
  private Run run;

  private Bench(Ask ask, Run run, Duration frameInterval, long now) {
    this.ask = ask;
    this.run = run;
    this.now = now;
    this.lastPost = now + LONGEST.toNanos();
    this.state =
        new RelayState(
            new Assignment(
                ask,
                run,
                "owner",
                new Assignment.Timing(frameInterval, GRACE, Assignment.Timing.KEEP_ALIVE),
                Backoff.forPosts(LARGEST),
                now,
                lastPost));
  }

  static Bench resumable() {
    return of(true, true);
  }

  static Bench older() {
    return of(false, true);
  }

  static Bench of(boolean resumable, boolean stream) {
    return new Bench(ask(resumable, stream), run(1, ""), FRAME_INTERVAL, 5_000_000_000L);
  }

  static Bench withFrameInterval(Duration frameInterval) {
    return new Bench(ask(true, true), run(1, ""), frameInterval, 5_000_000_000L);
  }

  static Bench withClockAt(long nanos) {
    return new Bench(ask(true, true), run(1, ""), FRAME_INTERVAL, nanos);
  }

  /** A later attempt, which goes on from the text that is saved. */
  static Bench continuing(int attempt, String text) {
    return new Bench(ask(true, true), run(attempt, text), FRAME_INTERVAL, 5_000_000_000L);
  }

  private static Ask ask(boolean resumable, boolean stream) {
    Ask full = Samples.ask(StreamId.random());
    return new Ask(
        full.id(),
        full.tenant(),
        full.subject(),
        full.session(),
        full.remembered(),
        full.question(),
        resumable,
        stream,
        false,
        false,
        full.context(),
        full.history(),
        full.passages(),
        full.immediateFrame(),
        new ConnectionId("c1"),
        full.askedAt());
  }

  private static Run run(int attempt, String text) {
    return new Run(
        StreamId.random(),
        Samples.TENANT,
        Samples.SUBJECT,
        attempt,
        Optional.of(new Lease("owner", attempt, Instant.MAX)),
        new Run.Reader(new ConnectionId("c1"), 2, 0, Samples.ASKED_AT),
        text,
        Optional.empty());
  }

  long now() {
    return now;
  }

  Bench after(Duration duration) {
    now += duration.toNanos();
    return this;
  }

  Bench after(long millis) {
    return after(Duration.ofMillis(millis));
  }

  /** What is to be done now, in words. */
  String next() {
    return describe(state.next(now));
  }

  /** What is to be done now; if it is a post, it is sent. */
  String does() {
    Action action = state.next(now);
    if (action instanceof Action.Post) {
      outcome(new PostOutcome.Sent());
    }
    return describe(action);
  }

  Bench outcome(PostOutcome outcome) {
    state.onPosted(outcome, now);
    return this;
  }

  Bench sent() {
    return outcome(new PostOutcome.Sent());
  }

  Bench gone() {
    return outcome(new PostOutcome.Gone());
  }

  Bench throttled() {
    return outcome(new PostOutcome.Throttled());
  }

  Bench unknown() {
    return outcome(new PostOutcome.Unknown("status 500"));
  }

  Bench tooLarge() {
    return outcome(new PostOutcome.TooLarge());
  }

  /** The start is posted. */
  Bench started() {
    state.next(now);
    return sent();
  }

  /** If there is something to post, that becomes of it. */
  Bench posting(PostOutcome outcome) {
    return state.next(now) instanceof Action.Post ? outcome(outcome) : this;
  }

  Bench text(String text) {
    state.onText(text);
    return this;
  }

  Bench said() {
    state.onModelEnd(SAID);
    return this;
  }

  Bench ended(FinishReason reason) {
    state.onModelEnd(new ModelEnd.Said(reason, "m", Usage.NONE));
    return this;
  }

  Bench broken(ErrorCode code) {
    state.onModelEnd(new ModelEnd.Broken(code));
    return this;
  }

  Bench recorded() {
    ModelEnd.Said said = (ModelEnd.Said) state.modelEnd().orElseThrow();
    state.onRecorded(done(said.reason()));
    return this;
  }

  static Ending.Done done(FinishReason reason) {
    return new Ending.Done(reason, List.of(), "m", new Usage(1, 2), 77);
  }

  /** A heartbeat is answered that was sent now. */
  Bench renewed() {
    state.onRenewed(run, now);
    return this;
  }

  /** Another message names a reader; the next heartbeat tells of it. */
  Bench resumed(String connection, int start) {
    run = read(connection, start, run.reader().resumeSeq() + 1);
    return this;
  }

  Run run() {
    return run;
  }

  /** The run as it is when it has ended. */
  Run ended(int attempt, String text, Ending ending) {
    return new Run(
        run.id(),
        run.tenant(),
        run.subject(),
        attempt,
        run.lease(),
        run.reader(),
        text,
        Optional.of(ending));
  }

  private Run read(String connection, int start, int resumeSeq) {
    return new Run(
        run.id(),
        run.tenant(),
        run.subject(),
        run.attempt(),
        run.lease(),
        new Run.Reader(new ConnectionId(connection), start, resumeSeq, Samples.ASKED_AT),
        run.text(),
        run.ending());
  }

  private String describe(Action action) {
    return switch (action) {
      case Action.Post(ConnectionId to, ServerFrame frame) -> to + " " + describe(frame);
      case Action.Wait(long until) when until == Long.MAX_VALUE -> "wait";
      case Action.Wait(long until) when until == lastPost -> "wait until the last post";
      case Action.Wait(long until) -> "wait " + (until - now) / 1_000_000;
      case Action.EndModel end -> "end model";
      case Action.Record(int resumeSeq) -> "record " + resumeSeq;
      case Action.Fail(ErrorCode code) -> "fail " + code.wireName();
      case Action.Release(int resumeSeq) -> "release " + resumeSeq;
      case Action.Stop stop -> "stop";
    };
  }

  private static String describe(ServerFrame frame) {
    return switch (frame) {
      case ServerFrame.StreamStart f -> "start " + f.offset();
      case ServerFrame.StreamToken f -> "token " + f.offset() + " '" + f.token() + "'";
      case ServerFrame.StreamEnd f -> "end " + f.length() + " " + f.finishReason();
      case ServerFrame.Overview f -> "overview '" + f.data() + "'";
      case ServerFrame.Complete f -> "complete";
      case ServerFrame.Error f -> "error " + f.code().wireName();
      case ServerFrame.Moved f -> "moved";
      default -> throw new IllegalStateException("No frame of the relay's: " + frame);
    };
  }
}
