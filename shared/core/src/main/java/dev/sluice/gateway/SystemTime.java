package dev.sluice.gateway;

import java.time.Duration;
import java.time.Instant;

/** The machine's clocks. */
final class SystemTime implements Time {
  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }
}
