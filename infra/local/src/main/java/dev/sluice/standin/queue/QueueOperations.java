package dev.sluice.standin.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standin.access.ServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * SQS's operations on JSON documents.
 *
 * @param queues the queues of the stack
 */
record QueueOperations(QueueService queues) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String ERRORS = "com.amazonaws.sqs#";

  /**
   * @throws ServiceException when the operation or the queue is not there
   */
  ObjectNode run(String operation, JsonNode request) {
    return switch (operation) {
      case "GetQueueUrl" -> url(request);
      case "GetQueueAttributes" -> attributes(queue(request));
      case "SendMessage" -> sent(queue(request), request);
      case "SendMessageBatch" -> sentBatch(queue(request), request);
      case "ReceiveMessage" -> received(queue(request), request);
      case "DeleteMessage" -> {
        queue(request).delete(request.path("ReceiptHandle").asText());
        yield JSON.objectNode();
      }
      case "DeleteMessageBatch" -> deletedBatch(queue(request), request);
      case "ChangeMessageVisibility" -> {
        queue(request)
            .hide(request.path("ReceiptHandle").asText(), seconds(request, "VisibilityTimeout", 0));
        yield JSON.objectNode();
      }
      case "PurgeQueue" -> {
        queue(request).purge();
        yield JSON.objectNode();
      }
      default ->
          throw new ServiceException(
              ERRORS + "UnsupportedOperation", operation + " is not available locally");
    };
  }

  /** The queue that a request is about, by its name or its URL. */
  MessageQueue addressed(JsonNode request) {
    return request.has("QueueName") ? named(request.get("QueueName").asText()) : queue(request);
  }

  private MessageQueue queue(JsonNode request) {
    String url = request.path("QueueUrl").asText();
    return named(url.substring(url.lastIndexOf('/') + 1));
  }

  private MessageQueue named(String name) {
    return queues
        .named(name)
        .orElseThrow(
            () ->
                new ServiceException(
                    ERRORS + "QueueDoesNotExist", "The specified queue does not exist: " + name));
  }

  private ObjectNode url(JsonNode request) {
    MessageQueue queue = named(request.path("QueueName").asText());
    String[] arn = queue.model().arn().split(":");
    return JSON.objectNode()
        .put("QueueUrl", "https://sqs." + arn[3] + ".amazonaws.com/" + arn[4] + "/" + arn[5]);
  }

  private static ObjectNode attributes(MessageQueue queue) {
    int visible = queue.visible();
    ObjectNode answer = JSON.objectNode();
    answer
        .putObject("Attributes")
        .put("QueueArn", queue.model().arn())
        .put("ApproximateNumberOfMessages", Integer.toString(visible))
        .put(
            "ApproximateNumberOfMessagesNotVisible",
            Integer.toString(Math.max(0, queue.size() - visible)))
        .put("VisibilityTimeout", Long.toString(queue.model().visibilityTimeout().toSeconds()));
    return answer;
  }

  private static ObjectNode sent(MessageQueue queue, JsonNode request) {
    String body = request.path("MessageBody").asText();
    if (body.isEmpty()) {
      throw new ServiceException(
          ERRORS + "MissingParameter", "The request must have a MessageBody");
    }
    Message message = queue.send(body, seconds(request, "DelaySeconds", 0));
    return JSON.objectNode()
        .put("MessageId", message.id())
        .put("MD5OfMessageBody", MessageDigests.md5(body));
  }

  private static ObjectNode sentBatch(MessageQueue queue, JsonNode request) {
    ObjectNode answer = JSON.objectNode();
    ArrayNode successful = answer.putArray("Successful");
    for (JsonNode entry : request.path("Entries")) {
      successful.add(sent(queue, entry).put("Id", entry.path("Id").asText()));
    }
    answer.putArray("Failed");
    return answer;
  }

  private static ObjectNode deletedBatch(MessageQueue queue, JsonNode request) {
    ObjectNode answer = JSON.objectNode();
    ArrayNode successful = answer.putArray("Successful");
    for (JsonNode entry : request.path("Entries")) {
      queue.delete(entry.path("ReceiptHandle").asText());
      successful.addObject().put("Id", entry.path("Id").asText());
    }
    answer.putArray("Failed");
    return answer;
  }

  private static ObjectNode received(MessageQueue queue, JsonNode request) {
    List<Message> messages =
        queue.receive(
            Math.clamp(request.path("MaxNumberOfMessages").asInt(1), 1, 10),
            seconds(request, "VisibilityTimeout", queue.model().visibilityTimeout().toSeconds()),
            seconds(request, "WaitTimeSeconds", 0));
    ObjectNode answer = JSON.objectNode();
    if (!messages.isEmpty()) {
      ArrayNode array = answer.putArray("Messages");
      messages.forEach(message -> array.add(json(message)));
    }
    return answer;
  }

  private static ObjectNode json(Message message) {
    ObjectNode node = JSON.objectNode();
    node.put("MessageId", message.id());
    node.put("ReceiptHandle", message.receipt());
    node.put("MD5OfBody", MessageDigests.md5(message.body()));
    node.put("Body", message.body());
    node.set("Attributes", attributes(message));
    return node;
  }

  /** The attributes that SQS gives every message. */
  static ObjectNode attributes(Message message) {
    return JSON.objectNode()
        .put("ApproximateReceiveCount", Integer.toString(message.receives()))
        .put("SentTimestamp", Long.toString(message.sent().toEpochMilli()))
        .put("SenderId", "LOCAL")
        .put(
            "ApproximateFirstReceiveTimestamp",
            Long.toString(message.firstReceived().map(Instant::toEpochMilli).orElse(0L)));
  }

  private static Duration seconds(JsonNode request, String name, long defaultValue) {
    return Duration.ofSeconds(request.path(name).asLong(defaultValue));
  }
}
