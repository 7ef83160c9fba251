package dev.sluice.gateway;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Full jitter: a random wait between nothing and a bound that doubles with each try, up to a cap.
 * Thread-safe if the generator is.
 */
public record Backoff(Duration base, Duration cap, RandomGenerator random) {
  private static final int MAX_DOUBLINGS = 20;

  /** For posts: 50 ms, doubling up to 2 s. */
  public static Backoff forPosts(RandomGenerator random) {
    return new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2), random);
  }

  /** How long to wait before the given try; the first retry is number 1. */
  public Duration before(int retry) {
    long bound = base.toNanos() << Math.min(retry - 1, MAX_DOUBLINGS);
    return Duration.ofNanos(random.nextLong(Math.min(bound, cap.toNanos()) + 1));
  }
}
