package dev.sluice.standin.queue;

import dev.sluice.standin.lambda.InvocationResult;
import dev.sluice.standin.template.EventSource;
import dev.sluice.standin.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Hands a queue's messages to a function in batches, up to five batches at once. Messages of a
 * batch that failed are seen again after the queue's visibility time-out. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html">Configuring
 *     scaling behavior for SQS event source mappings</a>
 */
public final class QueueSource {
  private static final int BATCHES_AT_ONCE = 5;

  private final EventSource.Queue source;
  private final MessageQueue queue;
  private final Function<byte[], InvocationResult> function;
  private final Timer timer;
  private final Semaphore places = new Semaphore(BATCHES_AT_ONCE);

  /** Whether a batch is being waited for to fill. */
  private final AtomicBoolean filling = new AtomicBoolean();

  /** The next look at messages that are hidden now; guarded by this. */
  private Timer.Scheduled nextLook = () -> {};

  /**
   * A source that does nothing before {@link #start}.
   *
   * @param function invokes the function with an event, and waits for its end
   */
  public QueueSource(
      EventSource.Queue source,
      MessageQueue queue,
      Function<byte[], InvocationResult> function,
      Timer timer) {
    this.source = source;
    this.queue = queue;
    this.function = function;
    this.timer = timer;
  }

  /** Begins to look for messages. */
  public void start() {
    queue.onMessage(this::look);
    look();
  }

  private void look() {
    if (source.window().isZero() || queue.visible() >= source.batchSize()) {
      timer.after(Duration.ZERO, this::take);
    } else if (filling.compareAndSet(false, true)) {
      timer.after(
          source.window(),
          () -> {
            filling.set(false);
            take();
          });
    }
  }

  /** Takes batches while there are messages and places. */
  private void take() {
    while (places.tryAcquire()) {
      List<Message> batch = queue.receive(source.batchSize(), queue.model().visibilityTimeout());
      if (batch.isEmpty()) {
        places.release();
        lookWhenOneIsVisible();
        return;
      }
      timer.after(Duration.ZERO, () -> work(batch));
    }
  }

  /** Messages that were sent with a delay, or hidden again, become visible without being sent. */
  private synchronized void lookWhenOneIsVisible() {
    nextLook.cancel();
    queue.untilNextVisible().ifPresent(wait -> nextLook = timer.after(wait, this::take));
  }

  private void work(List<Message> batch) {
    try {
      byte[] event = QueueEvent.of(queue.model().arn(), batch);
      Set<String> failed = failed(function.apply(event), batch);
      batch.stream()
          .filter(message -> !failed.contains(message.id()))
          .forEach(message -> queue.delete(message.receipt()));
    } finally {
      places.release();
    }
    take();
  }

  private Set<String> failed(InvocationResult result, List<Message> batch) {
    return switch (result) {
      case InvocationResult.Returned returned ->
          source.reportsItemFailures() ? QueueEvent.failed(returned.payload(), batch) : Set.of();
      case InvocationResult.Failed failed -> ids(batch);
      case InvocationResult.Throttled throttled -> ids(batch);
    };
  }

  private static Set<String> ids(List<Message> batch) {
    return Set.copyOf(batch.stream().map(Message::id).toList());
  }
}
