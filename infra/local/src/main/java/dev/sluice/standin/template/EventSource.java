package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** What invokes a function besides the API and other functions. */
public sealed interface EventSource {
  /** The function's key in the template. */
  String function();

  /**
   * Messages of a queue, in batches.
   *
   * @param queueArn the queue
   * @param batchSize messages in one invocation at most
   * @param window how long to wait for a batch to fill
   * @param reportsItemFailures whether the function answers which messages failed
   */
  record Queue(
      String function, String queueArn, int batchSize, Duration window, boolean reportsItemFailures)
      implements EventSource {}

  /**
   * Events that match a pattern.
   *
   * @param pattern as EventBridge defines it
   */
  record Rule(String function, JsonNode pattern) implements EventSource {}

  /**
   * An invocation again and again.
   *
   * @param expression {@code rate(…)} or {@code cron(…)}
   * @param input the event that is given; missing for EventBridge's own
   */
  record Schedule(String function, String expression, JsonNode input) implements EventSource {}
}
