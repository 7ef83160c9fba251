package dev.sluice.standin.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;

/**
 * The JSON documents by which Lambda reports a failed invocation.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-exceptions.html">Java function
 *     errors in Lambda</a>
 */
final class ErrorDocument {
  /** Causes reported inside each other; a chain may be a circle. */
  private static final int MAXIMUM_CAUSES = 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  private ErrorDocument() {}

  /** What the Java runtime says of an exception. */
  static byte[] thrown(Throwable error) {
    return bytes(describe(error, MAXIMUM_CAUSES));
  }

  /** What Lambda says of a function whose time is over. */
  static byte[] timedOut(String requestId, Duration timeout) {
    return of(
        "Sandbox.Timedout",
        String.format(
            Locale.ROOT,
            "RequestId: %s Error: Task timed out after %.2f seconds",
            requestId,
            timeout.toMillis() / 1000.0));
  }

  /** What Lambda says of a process that was killed. */
  static byte[] killed(String requestId) {
    return of(
        "Runtime.ExitError",
        "RequestId: " + requestId + " Error: Runtime exited with error: signal: killed");
  }

  /** A document with a type and a message. */
  static byte[] of(String type, String message) {
    return bytes(
        JsonNodeFactory.instance.objectNode().put("errorType", type).put("errorMessage", message));
  }

  private static ObjectNode describe(Throwable error, int depth) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("errorMessage", error.getMessage());
    document.put("errorType", error.getClass().getName());
    ArrayNode trace = document.putArray("stackTrace");
    for (StackTraceElement element : error.getStackTrace()) {
      trace.add(element.toString());
    }
    if (error.getCause() != null && depth > 0) {
      document.set("cause", describe(error.getCause(), depth - 1));
    }
    return document;
  }

  private static byte[] bytes(ObjectNode document) {
    try {
      return JSON.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of text cannot be written", e);
    }
  }
}
