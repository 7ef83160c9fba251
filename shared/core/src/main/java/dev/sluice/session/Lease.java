package dev.sluice.session;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The right to produce an answer: owner, fence and expiry. The fence is the attempt's number; every
 * write of the owner carries it, with a {@code seq} that rises by one for each.
 *
 * @param owner a fresh random id per execution (retries of an invocation share its request id)
 * @param until the wall-clock time at which it ends unless renewed
 */
public record Lease(String owner, int fence, Instant until) {
  /** How long a lease holds from each renewal. */
  public static final Duration DURATION = Duration.ofSeconds(8);

  /** How often it is renewed. */
  public static final Duration HEARTBEAT = Duration.ofSeconds(1);

  /** By how much two clocks may differ. */
  public static final Duration CLOCK_SKEW = Duration.ofSeconds(1);

  /** How long after having sent its last successful renewal an owner may still post. */
  public static final Duration POSTING = Duration.ofSeconds(4);

  /** A taker waits for a lease to end if no more than this is left; otherwise it leaves. */
  public static final Duration WORTH_WAITING = Duration.ofSeconds(2);

  /** A new owner's id. */
  public static String newOwner() {
    return UUID.randomUUID().toString();
  }
}
