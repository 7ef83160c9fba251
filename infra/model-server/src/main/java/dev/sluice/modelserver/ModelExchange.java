package dev.sluice.modelserver;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One request and what became of it. Thread-safe. */
public final class ModelExchange {
  private final ModelRequest request;
  private final CountDownLatch over = new CountDownLatch(1);

  /** Changed once, under this object's lock. */
  private volatile ExchangeEnd end = ExchangeEnd.RUNNING;

  ModelExchange(ModelRequest request) {
    this.request = request;
  }

  /** What was asked. */
  public ModelRequest request() {
    return request;
  }

  /** How it ended, as far as it has. */
  public ExchangeEnd end() {
    return end;
  }

  /** The first end counts. */
  synchronized void end(ExchangeEnd how) {
    if (end == ExchangeEnd.RUNNING) {
      end = how;
      over.countDown();
    }
  }

  /** Waits so long, and returns whether the exchange is over, which the client's leaving does. */
  boolean isOverWithin(long millis) throws InterruptedException {
    return over.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Waits until the exchange is over. */
  void awaitOver() throws InterruptedException {
    over.await();
  }

  @Override
  public String toString() {
    return request.method() + " " + request.path() + " " + end;
  }
}
