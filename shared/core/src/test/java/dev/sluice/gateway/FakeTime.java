package dev.sluice.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands until it is moved; who waits moves it. Thread-safe. */
public final class FakeTime implements Time {
  /** Where every fake clock begins. */
  public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final AtomicLong elapsed = new AtomicLong();

  @Override
  public Instant now() {
    return START.plusNanos(elapsed.get());
  }

  @Override
  public long nanos() {
    return elapsed.get();
  }

  @Override
  public void pause(Duration duration) {
    advance(duration);
  }

  /** Lets time pass. */
  public void advance(Duration duration) {
    elapsed.addAndGet(duration.toNanos());
  }

  /** The wall clock's time after the given one has passed. */
  public Instant in(Duration duration) {
    return now().plus(duration);
  }
}
