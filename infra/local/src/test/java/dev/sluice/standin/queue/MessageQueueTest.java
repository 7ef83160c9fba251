package dev.sluice.standin.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.standin.ManualTimer;
import dev.sluice.standin.template.QueueModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-architecture.html">Basic
 *     Amazon SQS architecture</a>
 */
class MessageQueueTest {
  private static final Duration HIDE = Duration.ofSeconds(30);
  private static final String DEAD = "arn:aws:sqs:r:000000000000:dead";
  private static final String LIVE = "arn:aws:sqs:r:000000000000:live";

  private final ManualTimer time = new ManualTimer();
  private final QueueService queues =
      new QueueService(
          List.of(
              model("dead", DEAD, Optional.empty()),
              model("live", LIVE, Optional.of(new QueueModel.Redrive(DEAD, 2)))),
          time);
  private final MessageQueue queue = queues.find(LIVE).orElseThrow();

  private static QueueModel model(String name, String arn, Optional<QueueModel.Redrive> redrive) {
    return new QueueModel(name, name, arn, HIDE, Duration.ofDays(4), redrive);
  }

  private List<String> receive(int limit) {
    return queue.receive(limit, HIDE).stream().map(Message::body).toList();
  }

  @Test
  void a_message_that_was_received_is_hidden_until_its_time_is_over() {
    queue.send("a", Duration.ZERO);

    assertThat(receive(10)).containsExactly("a");
    assertThat(receive(10)).isEmpty();
    time.pass(HIDE);
    assertThat(receive(10)).containsExactly("a");
  }

  @Test
  void a_message_that_was_deleted_does_not_come_again() {
    queue.send("a", Duration.ZERO);
    String receipt = queue.receive(1, HIDE).getFirst().receipt();

    assertThat(queue.delete(receipt)).isTrue();
    assertThat(queue.delete(receipt)).isFalse();
    time.pass(HIDE);
    assertThat(receive(10)).isEmpty();
  }

  @Test
  void an_old_receipt_deletes_nothing() {
    queue.send("a", Duration.ZERO);
    String old = queue.receive(1, HIDE).getFirst().receipt();
    time.pass(HIDE);
    queue.receive(1, HIDE);

    assertThat(queue.delete(old)).isFalse();
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void what_was_received_too_often_goes_to_the_dead_letters() {
    queue.send("a", Duration.ZERO);
    for (int i = 0; i < 2; i++) {
      assertThat(receive(1)).hasSize(1);
      time.pass(HIDE);
    }

    assertThat(receive(1)).isEmpty();
    assertThat(queues.bodies(DEAD)).containsExactly("a");
    assertThat(queue.size()).isZero();
  }

  @Test
  void a_delayed_message_is_seen_later() {
    queue.send("a", Duration.ofSeconds(5));

    assertThat(receive(1)).isEmpty();
    time.pass(Duration.ofSeconds(5));
    assertThat(receive(1)).containsExactly("a");
  }

  @Test
  void a_message_can_be_hidden_for_less() {
    queue.send("a", Duration.ZERO);
    queue.hide(queue.receive(1, HIDE).getFirst().receipt(), Duration.ZERO);

    assertThat(receive(1)).containsExactly("a");
  }

  @Test
  void an_old_message_is_dropped() {
    queue.send("a", Duration.ZERO);
    time.pass(Duration.ofDays(4).plusSeconds(1));

    assertThat(receive(1)).isEmpty();
    assertThat(queue.size()).isZero();
  }

  @Test
  void no_more_than_the_limit_is_received() {
    for (int i = 0; i < 5; i++) {
      queue.send("m" + i, Duration.ZERO);
    }

    assertThat(receive(2)).containsExactly("m0", "m1");
    assertThat(receive(2)).containsExactly("m2", "m3");
  }
}
