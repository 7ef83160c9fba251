package dev.sluice.standin.queue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standin.access.JsonService;
import dev.sluice.standin.policy.AccessRequest;
import java.util.List;

/**
 * SQS, for the operations that programs use to send and receive. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html">Amazon
 *     SQS API reference</a>
 */
public final class SqsService implements JsonService {
  private static final String BATCH = "Batch";

  private final QueueOperations operations;

  /** The queues of a stack. */
  public SqsService(QueueService queues) {
    this.operations = new QueueOperations(queues);
  }

  @Override
  public String targetPrefix() {
    return "AmazonSQS.";
  }

  @Override
  public String signingName() {
    return "sqs";
  }

  @Override
  public String contentType() {
    return "application/x-amz-json-1.0";
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html">Actions,
   *     resources, and condition keys for Amazon SQS</a>: a batch needs what its parts need
   */
  @Override
  public List<AccessRequest> wanted(String operation, JsonNode request) {
    String action =
        operation.endsWith(BATCH)
            ? operation.substring(0, operation.length() - BATCH.length())
            : operation;
    return List.of(AccessRequest.of("sqs:" + action, operations.addressed(request).model().arn()));
  }

  @Override
  public JsonNode run(String operation, JsonNode request) {
    return operations.run(operation, request);
  }
}
