package dev.sluice.query;

import dev.sluice.frame.FrameEncoder;
import dev.sluice.frame.ServerFrame;
import dev.sluice.gateway.Backoff;
import dev.sluice.gateway.FrameSender;
import dev.sluice.gateway.PostOutcome;
import dev.sluice.gateway.Time;
import dev.sluice.session.ConnectionId;
import java.time.Duration;
import java.util.List;

/**
 * Posts frames in order, one in flight, as often as the reader allows: to a resumable client all
 * that may not have arrived is posted again; to an older one only what certainly did not (429).
 * Thread-safe.
 */
final class Delivery {
  /** Then the client asks again by itself. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final FrameSender frames;
  private final Backoff backoff;
  private final Time time;

  Delivery(FrameSender frames, Backoff backoff, Time time) {
    this.frames = frames;
    this.backoff = backoff;
    this.time = time;
  }

  /** Where frames go, and whether that client understands offsets. */
  record Reader(ConnectionId connection, boolean resumable) {}

  /** What became of a frame. */
  enum Result {
    /** It is with the gateway. */
    SENT,
    /** The connection does not exist any more. */
    GONE,
    /** Nobody knows, and it may not be posted again. */
    UNCERTAIN
  }

  /** Posts all frames, as long as they are sent. */
  Result post(Reader reader, List<ServerFrame> list) {
    for (ServerFrame frame : list) {
      Result result = post(reader, frame);
      if (result != Result.SENT) {
        return result;
      }
    }
    return Result.SENT;
  }

  /** Posts a frame. */
  Result post(Reader reader, ServerFrame frame) {
    return post(reader, FrameEncoder.encode(frame));
  }

  /** Posts an encoded frame. */
  Result post(Reader reader, byte[] frame) {
    long end = time.nanos() + PATIENCE.toNanos();
    for (int tries = 1; ; tries++) {
      PostOutcome outcome = frames.send(reader.connection(), frame, FrameSender.TIMEOUT);
      boolean again =
          switch (outcome) {
            case PostOutcome.Sent sent -> false;
            case PostOutcome.Gone gone -> false;
            case PostOutcome.TooLarge tooLarge -> false;
            case PostOutcome.Throttled throttled -> true;
            case PostOutcome.Unknown unknown -> reader.resumable();
          };
      if (!again || time.nanos() - end > 0 || !pause(backoff.before(tries))) {
        return result(outcome);
      }
    }
  }

  private static Result result(PostOutcome outcome) {
    return switch (outcome) {
      case PostOutcome.Sent sent -> Result.SENT;
      case PostOutcome.Gone gone -> Result.GONE;
      case PostOutcome.Throttled throttled -> Result.UNCERTAIN;
      case PostOutcome.TooLarge tooLarge -> Result.UNCERTAIN;
      case PostOutcome.Unknown unknown -> Result.UNCERTAIN;
    };
  }

  private boolean pause(Duration duration) {
    try {
      time.pause(duration);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
