package dev.sluice.standin.lambda;

import dev.sluice.standin.template.AsyncSettings;
import dev.sluice.standin.time.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The queue in front of asynchronous invocations: failures are retried twice by default, throttles
 * until the event is too old, and what is given up goes to the failure destination. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">How
 *     Lambda handles errors and retries with asynchronous invocation</a>
 */
final class AsyncQueue implements AutoCloseable {
  /**
   * An event on its way.
   *
   * @param accepted when it came
   * @param failures how often the function has failed on it
   * @param throttles how often it could not be started
   */
  private record Event(
      InvocationTarget target,
      Invocation invocation,
      Instant accepted,
      int failures,
      int throttles) {
    Event failed() {
      return new Event(target, invocation, accepted, failures + 1, throttles);
    }

    Event throttled() {
      return new Event(target, invocation, accepted, failures, throttles + 1);
    }
  }

  private final AsyncTiming timing;
  private final Timer timer;
  private final InstantSource clock;
  private final Destinations destinations;

  /** Set once by close; events are dropped from then on. */
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Events that have been accepted and have not ended; changed by whichever thread runs them. */
  private final AtomicInteger pending = new AtomicInteger();

  AsyncQueue(AsyncRules rules) {
    this.timing = rules.timing();
    this.timer = rules.timer();
    this.clock = rules.clock();
    this.destinations = rules.destinations();
  }

  void accept(InvocationTarget target, Invocation invocation) {
    pending.incrementAndGet();
    later(Duration.ZERO, new Event(target, invocation, clock.instant(), 0, 0));
  }

  int pending() {
    return pending.get();
  }

  private void later(Duration delay, Event event) {
    timer.after(delay, () -> attempt(event));
  }

  private void attempt(Event event) {
    if (closed.get()) {
      return;
    }
    AsyncSettings settings = event.target().async();
    if (tooOld(event, Duration.ZERO)) {
      giveUp(event, "EventAgeExceeded", Optional.empty());
      return;
    }
    InvocationResult result = event.target().function().invoke(event.invocation());
    switch (result) {
      case InvocationResult.Returned returned -> {
        pending.decrementAndGet();
        tell(settings.onSuccess(), event, "Success", Optional.of(returned));
      }
      case InvocationResult.Failed failed -> failed(event.failed(), failed);
      case InvocationResult.Throttled throttled -> {
        Event next = event.throttled();
        later(timing.afterThrottles(next.throttles()), next);
      }
    }
  }

  private void failed(Event event, InvocationResult.Failed result) {
    Duration delay = timing.beforeRetry(event.failures());
    if (event.failures() > event.target().async().maximumRetries()) {
      giveUp(event, "RetriesExhausted", Optional.of(result));
    } else if (tooOld(event, delay)) {
      giveUp(event, "EventAgeExceeded", Optional.of(result));
    } else {
      later(delay, event);
    }
  }

  private boolean tooOld(Event event, Duration wait) {
    return clock
        .instant()
        .plus(wait)
        .isAfter(event.accepted().plus(event.target().async().maximumAge()));
  }

  private void giveUp(Event event, String condition, Optional<InvocationResult> last) {
    pending.decrementAndGet();
    AsyncSettings settings = event.target().async();
    settings
        .deadLetters()
        .ifPresent(
            arn ->
                destinations.send(
                    arn, new String(event.invocation().payload(), StandardCharsets.UTF_8)));
    tell(settings.onFailure(), event, condition, last);
  }

  private void tell(
      Optional<String> queueArn, Event event, String condition, Optional<InvocationResult> last) {
    queueArn.ifPresent(
        arn ->
            destinations.send(
                arn,
                new DestinationRecord(event.target(), event.invocation(), condition)
                    .json(clock.instant(), attempts(event, last), last)));
  }

  private static int attempts(Event event, Optional<InvocationResult> last) {
    boolean succeeded = last.isPresent() && last.get() instanceof InvocationResult.Returned;
    return event.failures() + (succeeded ? 1 : 0);
  }

  @Override
  public void close() {
    closed.set(true);
  }
}
