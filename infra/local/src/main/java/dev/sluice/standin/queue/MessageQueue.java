package dev.sluice.standin.queue;

import dev.sluice.standin.template.QueueModel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/**
 * A standard queue. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html">Amazon
 *     SQS visibility timeout</a>
 */
public final class MessageQueue {
  private final QueueModel model;
  private final InstantSource clock;
  private final BiConsumer<String, String> redrive;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Messages by id, in the order in which they were sent; guarded by this. */
  private final Map<String, Message> messages = new LinkedHashMap<>();

  /**
   * @param redrive is given the ARN of the dead-letter queue and the body of a message that was
   *     received too often
   */
  MessageQueue(QueueModel model, InstantSource clock, BiConsumer<String, String> redrive) {
    this.model = model;
    this.clock = clock;
    this.redrive = redrive;
  }

  /** What the template says of it. */
  public QueueModel model() {
    return model;
  }

  /** Has something told whenever a message may have become visible. */
  public void onMessage(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * Puts a message at its end.
   *
   * @param delay how long it stays hidden
   */
  public Message send(String body, Duration delay) {
    Instant now = clock.instant();
    Message message =
        new Message(
            UUID.randomUUID().toString(), body, now, now.plus(delay), 0, Optional.empty(), "");
    synchronized (this) {
      messages.put(message.id(), message);
      notifyAll();
    }
    listeners.forEach(Runnable::run);
    return message;
  }

  /**
   * Receives messages that are visible, and hides them.
   *
   * @param limit how many at most
   * @param hide for how long
   */
  public List<Message> receive(int limit, Duration hide) {
    List<Message> received = new ArrayList<>();
    List<Message> dead = new ArrayList<>();
    synchronized (this) {
      Instant now = clock.instant();
      messages.values().removeIf(m -> m.sent().plus(model.retention()).isBefore(now));
      for (Message message : List.copyOf(messages.values())) {
        if (received.size() == limit || message.visible().isAfter(now)) {
          continue;
        }
        if (model.redrive().isPresent()
            && message.receives() >= model.redrive().get().maximumReceives()) {
          messages.remove(message.id());
          dead.add(message);
        } else {
          Message again = message.received(now, now.plus(hide), UUID.randomUUID().toString());
          messages.put(message.id(), again);
          received.add(again);
        }
      }
    }
    dead.forEach(
        message -> redrive.accept(model.redrive().orElseThrow().targetArn(), message.body()));
    return received;
  }

  /** Like the other one, waiting for a first message. */
  public List<Message> receive(int limit, Duration hide, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    List<Message> received = receive(limit, hide);
    while (received.isEmpty()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0 || !awaitMessage(Math.min(left, 1_000))) {
        return received;
      }
      received = receive(limit, hide);
    }
    return received;
  }

  private synchronized boolean awaitMessage(long millis) {
    try {
      wait(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Deletes a message that was received.
   *
   * @return false when the receipt is not its last one
   */
  public synchronized boolean delete(String receipt) {
    return messages.values().removeIf(m -> m.receipt().equals(receipt) && !receipt.isEmpty());
  }

  /** Hides a message that was received for another while from now on. */
  public boolean hide(String receipt, Duration time) {
    boolean found;
    synchronized (this) {
      Optional<Message> message =
          messages.values().stream().filter(m -> m.receipt().equals(receipt)).findFirst();
      message.ifPresent(m -> messages.put(m.id(), m.visibleFrom(clock.instant().plus(time))));
      found = message.isPresent();
      notifyAll();
    }
    listeners.forEach(Runnable::run);
    return found;
  }

  /** How many messages it holds, hidden ones as well. */
  public synchronized int size() {
    return messages.size();
  }

  /** How many messages can be received now. */
  public synchronized int visible() {
    Instant now = clock.instant();
    return (int) messages.values().stream().filter(m -> !m.visible().isAfter(now)).count();
  }

  /** How long it takes until a message that is hidden now can be received. */
  synchronized Optional<Duration> untilNextVisible() {
    Instant now = clock.instant();
    return messages.values().stream()
        .map(Message::visible)
        .filter(visible -> visible.isAfter(now))
        .min(Comparator.naturalOrder())
        .map(visible -> Duration.between(now, visible));
  }

  /** The bodies of its messages, hidden ones as well. */
  public synchronized List<String> bodies() {
    return messages.values().stream().map(Message::body).toList();
  }

  /** Drops all messages. */
  public synchronized void purge() {
    messages.clear();
  }
}
