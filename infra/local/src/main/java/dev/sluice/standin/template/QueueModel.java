package dev.sluice.standin.template;

import java.time.Duration;
import java.util.Optional;

/**
 * An SQS queue of the template.
 *
 * @param logicalId its key in the template
 * @param name its name
 * @param arn its ARN
 * @param visibilityTimeout how long a received message stays hidden
 * @param retention how long a message is kept
 * @param redrive where messages go that were received too often
 */
public record QueueModel(
    String logicalId,
    String name,
    String arn,
    Duration visibilityTimeout,
    Duration retention,
    Optional<Redrive> redrive) {
  /**
   * @param targetArn the dead-letter queue
   * @param maximumReceives how often a message may be received before it goes there
   */
  public record Redrive(String targetArn, int maximumReceives) {}
}
