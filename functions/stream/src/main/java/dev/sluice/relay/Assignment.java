package dev.sluice.relay;

import dev.sluice.gateway.Backoff;
import dev.sluice.session.Ask;
import dev.sluice.session.Lease;
import dev.sluice.session.Run;
import java.time.Duration;

/**
 * What one attempt has to relay, and by when. Times are monotonic nanoseconds.
 *
 * @param owner who holds the lease
 * @param takenAt when the lease was taken
 * @param lastPost from then on nothing is posted
 */
public record Assignment(
    Ask ask, Run run, String owner, Timing timing, Backoff backoff, long takenAt, long lastPost) {

  /** Settings of the relay. */
  public record Timing(Duration frameInterval, Duration resumeGrace, Duration keepAlive) {
    /** After so much silence a resumable client is sent a sign of life. */
    public static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

    long frameNanos() {
      return frameInterval.toNanos();
    }

    long graceNanos() {
      return resumeGrace.toNanos();
    }

    long keepAliveNanos() {
      return keepAlive.toNanos();
    }
  }

  int attempt() {
    return run.attempt();
  }

  long postingNanos() {
    return Lease.POSTING.toNanos();
  }
}
