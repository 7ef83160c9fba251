package dev.sluice.standin.queue;

import dev.sluice.standin.template.QueueModel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The queues of a stack. Thread-safe. */
public final class QueueService {
  private final Map<String, MessageQueue> byArn = new HashMap<>();

  /** Queues as the template has them, empty. */
  public QueueService(Collection<QueueModel> models, InstantSource clock) {
    models.forEach(model -> byArn.put(model.arn(), new MessageQueue(model, clock, this::send)));
  }

  /** The queue of the given ARN. */
  public Optional<MessageQueue> find(String arn) {
    return Optional.ofNullable(byArn.get(arn));
  }

  /** The queue of the given name. */
  public Optional<MessageQueue> named(String name) {
    return byArn.values().stream().filter(queue -> queue.model().name().equals(name)).findFirst();
  }

  /** Puts a message into a queue; a queue that the template has not is passed over. */
  public void send(String arn, String body) {
    find(arn).ifPresent(queue -> queue.send(body, Duration.ZERO));
  }

  /** The bodies of the messages in a queue. */
  public List<String> bodies(String arn) {
    return find(arn).map(MessageQueue::bodies).orElse(List.of());
  }
}
