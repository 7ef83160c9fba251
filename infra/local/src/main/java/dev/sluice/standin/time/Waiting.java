package dev.sluice.standin.time;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Waits by a {@link Timer}. */
public final class Waiting {
  private Waiting() {}

  /** Blocks the calling thread for a while. */
  public static void of(Duration time, Timer timer) {
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    timer.after(time, () -> over.complete(true));
    over.join();
  }
}
