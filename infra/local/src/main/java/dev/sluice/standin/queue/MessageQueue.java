package dev.sluice.standin.queue;

import dev.sluice.standin.template.QueueModel;
import java.util.ArrayList;
import java.util.List;

/** A queue. Thread-safe. */
public final class MessageQueue {
  private final QueueModel model;

  /** Messages in order; guarded by this. */
  private final List<String> messages = new ArrayList<>();

  MessageQueue(QueueModel model) {
    this.model = model;
  }

  /** What the template says of it. */
  public QueueModel model() {
    return model;
  }

  /** Puts a message at its end. */
  public synchronized void send(String body) {
    messages.add(body);
  }

  /** The bodies of the messages that wait. */
  public synchronized List<String> bodies() {
    return List.copyOf(messages);
  }
}
