package dev.sluice.standin.gateway;

import dev.sluice.standin.template.Throttle;
import java.util.function.LongSupplier;

/**
 * A token bucket. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-protect.html">Protect
 *     your WebSocket APIs: throttling</a>
 */
final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Throttle throttle;
  private final LongSupplier nanoTime;

  /** What it holds as of {@link #since}; guarded by this. */
  private double tokens;

  /** When {@link #tokens} was right; guarded by this. */
  private long since;

  /** A full bucket. */
  TokenBucket(Throttle throttle, LongSupplier nanoTime) {
    this.throttle = throttle;
    this.nanoTime = nanoTime;
    this.tokens = throttle.burst();
    this.since = nanoTime.getAsLong();
  }

  /** Takes a token; false when there is none. */
  synchronized boolean take() {
    long now = nanoTime.getAsLong();
    double flowed = (now - since) / NANOS_PER_SECOND * throttle.ratePerSecond();
    tokens = Math.min(throttle.burst(), tokens + flowed);
    since = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
