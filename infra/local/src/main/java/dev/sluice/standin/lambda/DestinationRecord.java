package dev.sluice.standin.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a destination is told of an asynchronous invocation.
 *
 * @param condition {@code Success}, {@code RetriesExhausted} or {@code EventAgeExceeded}
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Capturing
 *     records of Lambda asynchronous invocations</a>
 */
record DestinationRecord(InvocationTarget target, Invocation invocation, String condition) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param now when it is sent
   * @param attempts how often the function was invoked
   * @param last how the last attempt ended; absent when there was none
   */
  String json(Instant now, int attempts, Optional<InvocationResult> last) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("version", "1.0");
    message.put("timestamp", now.truncatedTo(ChronoUnit.MILLIS).toString());
    message
        .putObject("requestContext")
        .put("requestId", invocation.requestId())
        .put("functionArn", target.function().model().arn() + ":" + qualifier())
        .put("condition", condition)
        .put("approximateInvokeCount", attempts);
    message.set("requestPayload", parse(invocation.payload()));
    last.ifPresent(result -> respond(message, result));
    return message.toString();
  }

  private void respond(ObjectNode message, InvocationResult result) {
    ObjectNode context = message.putObject("responseContext");
    context.put("statusCode", 200).put("executedVersion", target.version());
    if (result instanceof InvocationResult.Failed) {
      context.put("functionError", "Unhandled");
    }
    result.document().ifPresent(bytes -> message.set("responsePayload", parse(bytes)));
  }

  private String qualifier() {
    String arn = target.function().model().arn();
    return target.arn().equals(arn)
        ? FunctionAddress.LATEST
        : target.arn().substring(arn.length() + 1);
  }

  private static JsonNode parse(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      return JsonNodeFactory.instance.textNode(new String(json, StandardCharsets.UTF_8));
    }
  }
}
