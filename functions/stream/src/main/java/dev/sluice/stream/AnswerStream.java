package dev.sluice.stream;

import dev.sluice.frame.FrameEncoder;
import dev.sluice.frame.ServerFrame;
import dev.sluice.gateway.Backoff;
import dev.sluice.gateway.FrameSender;
import dev.sluice.gateway.PostOutcome;
import dev.sluice.gateway.Time;
import dev.sluice.log.EventLog;
import dev.sluice.relay.AnswerSource;
import dev.sluice.relay.Assignment;
import dev.sluice.relay.Recording;
import dev.sluice.relay.Relay;
import dev.sluice.relay.Report;
import dev.sluice.session.Ask;
import dev.sluice.session.ConnectionStore;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.Lease;
import dev.sluice.session.LeaseStore;
import dev.sluice.session.LeaseStore.Taken;
import dev.sluice.session.Run;
import dev.sluice.session.StreamId;
import dev.sluice.session.StreamStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Produces the answer of one stream, if nobody else does. Called again for the same stream, it
 * leaves or takes over, as the lease says. Thread-safe.
 */
final class AnswerStream {
  /** How long an answer to a resumable client may take. */
  static final Duration LONGEST = Duration.ofMinutes(4);

  /**
   * An older client gives up 30 s after asking, and then its claim is void; text is posted so long,
   * counted from the arrival at the gateway, and an end a little longer.
   */
  static final Duration OLDER_LONGEST = Duration.ofSeconds(25);

  /** How long a resumable client is tried to be told; it asks again by itself. */
  private static final Duration FOR_AN_ERROR = Duration.ofSeconds(5);

  private final Parts parts;

  AnswerStream(Parts parts) {
    this.parts = parts;
  }

  /** What it works with. */
  record Parts(
      StreamStore streams,
      LeaseStore leases,
      ConnectionStore connections,
      FrameSender frames,
      Answers answers,
      Recording recording,
      Assignment.Timing timing,
      Backoff backoff,
      Time time,
      EventLog log,
      StreamMetrics metrics) {}

  void answer(StreamId id) throws InterruptedException {
    String owner = Lease.newOwner();
    long takenAt = parts.time().nanos();
    Taken taken = parts.leases().take(id, owner, parts.time().now());
    while (taken instanceof Taken.Held(Instant until) && worthWaiting(until)) {
      parts.time().pause(untilFree(until));
      takenAt = parts.time().nanos();
      taken = parts.leases().take(id, owner, parts.time().now());
    }
    switch (taken) {
      case Taken.Yes(Run run) -> answer(run, owner, takenAt);
      case Taken.Exhausted(Run run) -> {
        parts.log().warn("stream_exhausted", Map.of("stream", id, "attempt", run.attempt()));
        tell(run, ErrorCode.ANSWER_INCOMPLETE, parts.time().nanos() + FOR_AN_ERROR.toNanos());
      }
      case Taken.Held held -> parts.log().info("stream_held", Map.of("stream", id));
      case Taken.Ended ended -> parts.log().info("stream_had_ended", Map.of("stream", id));
      case Taken.Absent absent -> parts.log().warn("stream_unknown", Map.of("stream", id));
    }
  }

  private boolean worthWaiting(Instant until) {
    return !until.isAfter(parts.time().now().plus(Lease.WORTH_WAITING));
  }

  private Duration untilFree(Instant until) {
    Duration wait =
        Duration.between(parts.time().now(), until.plus(Lease.CLOCK_SKEW).plusMillis(5));
    return wait.isPositive() ? wait : Duration.ofMillis(5);
  }

  private void answer(Run run, String owner, long takenAt) throws InterruptedException {
    Optional<Ask> ask = parts.streams().ask(run.id());
    if (ask.isEmpty()) {
      parts.log().warn("question_unknown", Map.of("stream", run.id()));
      parts.leases().fail(firstMark(run, owner), run.text(), ErrorCode.INTERNAL);
      tell(run, ErrorCode.INTERNAL, parts.time().nanos() + FOR_AN_ERROR.toNanos());
      return;
    }
    try {
      answer(ask.get(), run, owner, takenAt);
    } finally {
      if (!ask.get().resumable()) {
        parts.connections().release(ask.get().connection(), ask.get().waiter());
      }
    }
  }

  private void answer(Ask ask, Run run, String owner, long takenAt) throws InterruptedException {
    long lastPost = takenAt + longest(ask).toNanos();
    long lastWord = lastPost + Assignment.LAST_WORDS.toNanos();
    if (!ask.resumable() && (run.attempt() > 1 || lastWord - parts.time().nanos() <= 0)) {
      takeOverFromOlder(run, owner, lastWord);
      return;
    }
    Assignment job =
        new Assignment(ask, run, owner, parts.timing(), parts.backoff(), takenAt, lastPost);
    AnswerSource source = parts.answers().source(ask, Duration.ofNanos(lastPost - takenAt));
    parts.log().info("stream_taken", Map.of("stream", ask.id(), "attempt", run.attempt()));
    Report report =
        new Relay(
                new Relay.Parts(
                    parts.leases(),
                    parts.frames(),
                    source,
                    parts.recording(),
                    parts.time(),
                    parts.log()),
                job)
            .run();
    parts.metrics().ended(ask, run.attempt(), report);
  }

  /**
   * What the attempt before has shown cannot be taken back, and not all of it is known. The client
   * is told if that is possible while its connection is certainly still claimed for this stream.
   */
  private void takeOverFromOlder(Run run, String owner, long lastWord) throws InterruptedException {
    LeaseStore.Renewed failed =
        parts.leases().fail(firstMark(run, owner), run.text(), ErrorCode.ANSWER_INCOMPLETE);
    if (failed instanceof LeaseStore.Renewed.Written) {
      tell(run, ErrorCode.ANSWER_INCOMPLETE, lastWord);
    }
  }

  /** How long text may be posted from now on; negative when that time is over. */
  private Duration longest(Ask ask) {
    return ask.resumable()
        ? LONGEST
        : Duration.between(parts.time().now(), ask.askedAt().plus(OLDER_LONGEST));
  }

  /** Posts an error, again if the gateway refuses it, until the given time. */
  private void tell(Run run, ErrorCode code, long until) throws InterruptedException {
    byte[] frame = FrameEncoder.encode(ServerFrame.Error.ending(run.id(), run.attempt(), code));
    long left = until - parts.time().nanos();
    for (int tries = 1; left > 0; tries++) {
      Duration timeout = Duration.ofNanos(Math.min(left, FrameSender.TIMEOUT.toNanos()));
      PostOutcome outcome = parts.frames().send(run.reader().connection(), frame, timeout);
      if (!(outcome instanceof PostOutcome.Throttled)) {
        return;
      }
      parts.time().pause(parts.backoff().before(tries));
      left = until - parts.time().nanos();
    }
  }

  private static LeaseStore.Mark firstMark(Run run, String owner) {
    return new LeaseStore.Mark(run.id(), owner, run.attempt(), 1);
  }
}
