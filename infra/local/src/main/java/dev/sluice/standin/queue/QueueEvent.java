package dev.sluice.standin.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The event by which Lambda hands messages to a function, and the function's answer to it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Using Lambda with
 *     Amazon SQS</a>
 */
final class QueueEvent {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private QueueEvent() {}

  static byte[] of(String queueArn, List<Message> messages) {
    ObjectNode event = JSON.objectNode();
    ArrayNode records = event.putArray("Records");
    for (Message message : messages) {
      ObjectNode node = records.addObject();
      node.put("messageId", message.id());
      node.put("receiptHandle", message.receipt());
      node.put("body", message.body());
      node.set("attributes", QueueOperations.attributes(message));
      node.putObject("messageAttributes");
      node.put("md5OfBody", MessageDigests.md5(message.body()));
      node.put("eventSource", "aws:sqs");
      node.put("eventSourceARN", queueArn);
      node.put("awsRegion", queueArn.split(":")[3]);
    }
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Which messages a function says have failed.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Handling
   *     errors for an SQS event source in Lambda</a>
   */
  static Set<String> failed(byte[] answer, List<Message> messages) {
    Set<String> all = messages.stream().map(Message::id).collect(Collectors.toSet());
    try {
      JsonNode failures = new ObjectMapper().readTree(answer).path("batchItemFailures");
      Set<String> failed = new HashSet<>();
      for (JsonNode failure : failures) {
        failed.add(failure.path("itemIdentifier").asText());
      }
      return all.containsAll(failed) ? failed : all; // an unknown id fails the whole batch
    } catch (IOException e) {
      return all;
    }
  }
}
