package dev.sluice.relay;

import dev.sluice.frame.ServerFrame;
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
 * @param lastPost from then on no text is posted, and to resumable clients nothing
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

  /** For how much longer an older client, who cannot ask again, is told how its answer ends. */
  public static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /** From then on nothing is posted at all. */
  long lastWord() {
    return ask.resumable() ? lastPost : lastPost + LAST_WORDS.toNanos();
  }

  /** Until when a frame must have been posted. */
  long deadline(ServerFrame frame) {
    boolean text =
        frame instanceof ServerFrame.StreamStart || frame instanceof ServerFrame.StreamToken;
    return text ? lastPost : lastWord();
  }

  int attempt() {
    return run.attempt();
  }

  long postingNanos() {
    return Lease.POSTING.toNanos();
  }
}
