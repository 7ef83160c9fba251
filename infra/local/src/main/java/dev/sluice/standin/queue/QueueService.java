package dev.sluice.standin.queue;

import dev.sluice.standin.template.QueueModel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The queues of a stack. Thread-safe. */
public final class QueueService {
  private final Map<String, MessageQueue> byArn;

  /** Queues as the template has them, empty. */
  public QueueService(Collection<QueueModel> models) {
    byArn = models.stream().collect(Collectors.toMap(QueueModel::arn, MessageQueue::new));
  }

  /** The queue of the given ARN. */
  public Optional<MessageQueue> find(String arn) {
    return Optional.ofNullable(byArn.get(arn));
  }

  /** Puts a message into a queue; a queue that the template has not is passed over. */
  public void send(String arn, String body) {
    find(arn).ifPresent(queue -> queue.send(body));
  }

  /** The bodies of the messages that wait in a queue. */
  public List<String> bodies(String arn) {
    return find(arn).map(MessageQueue::bodies).orElse(List.of());
  }
}
