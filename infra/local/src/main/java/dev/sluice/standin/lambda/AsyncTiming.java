package dev.sluice.standin.lambda;

import java.time.Duration;

/**
 * How long asynchronous invocations wait.
 *
 * @param beforeFirstRetry after the first failure
 * @param beforeSecondRetry after the second failure
 * @param afterThrottle before an event that was throttled is tried again, at first; doubled each
 *     time
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">How
 *     Lambda handles errors and retries with asynchronous invocation</a>
 */
public record AsyncTiming(
    Duration beforeFirstRetry, Duration beforeSecondRetry, Duration afterThrottle) {
  /** One minute, two minutes, one second: what Lambda does. */
  public static final AsyncTiming LAMBDA =
      new AsyncTiming(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofSeconds(1));

  /** The longest wait of a throttled event, as Lambda's documentation has it. */
  static final Duration LONGEST_THROTTLE = Duration.ofMinutes(5);

  Duration beforeRetry(int failures) {
    return failures == 1 ? beforeFirstRetry : beforeSecondRetry;
  }

  Duration afterThrottles(int throttles) {
    Duration delay = afterThrottle.multipliedBy(1L << Math.min(throttles - 1, 20));
    return delay.compareTo(LONGEST_THROTTLE) > 0 ? LONGEST_THROTTLE : delay;
  }
}
