package dev.sluice.standin.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.standin.access.AccessCheck;
import dev.sluice.standin.http.Reply;
import dev.sluice.standin.http.RequestBody;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * SQS over its JSON protocol, for the operations that programs use to send and receive.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html">Amazon
 *     SQS API reference</a>
 */
public final class SqsEndpoint extends Handler.Abstract {
  private static final String TARGET = "AmazonSQS.";

  /** The largest request: a batch of one megabyte, and what is around it. */
  private static final int MAXIMUM_BYTES = 2 * 1024 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final QueueOperations operations;
  private final AccessCheck access;

  /** An endpoint for the queues of a stack. */
  public SqsEndpoint(QueueService queues, AccessCheck access) {
    this.operations = new QueueOperations(queues);
    this.access = access;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    String target = Optional.ofNullable(request.getHeaders().get("X-Amz-Target")).orElse("");
    if (!target.startsWith(TARGET)) {
      return false;
    }
    reply(request, target.substring(TARGET.length())).write(request, response, callback);
    return true;
  }

  private Reply reply(Request request, String operation) throws IOException {
    Optional<byte[]> body = RequestBody.read(request, MAXIMUM_BYTES);
    if (body.isEmpty()) {
      return error("InvalidMessageContents", "The request is too long");
    }
    Optional<Reply> refusal = access.refusal(request, body.get(), "sqs");
    if (refusal.isPresent()) {
      return refusal.get();
    }
    try {
      JsonNode answer = operations.run(operation, JSON.readTree(body.get()));
      return Reply.json(200, answer).with("Content-Type", "application/x-amz-json-1.0");
    } catch (JsonProcessingException e) {
      return error("InvalidMessageContents", "Not JSON: " + e.getOriginalMessage());
    } catch (QueueException e) {
      return error(e.type(), String.valueOf(e.getMessage()));
    }
  }

  private static Reply error(String type, String message) {
    return Reply.json(
            400,
            JsonNodeFactory.instance
                .objectNode()
                .put("__type", "com.amazonaws.sqs#" + type)
                .put("message", message))
        .with("Content-Type", "application/x-amz-json-1.0");
  }
}
