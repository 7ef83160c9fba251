package foreign;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** Does what its event asks for. */
public final class JobHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    Seen.note(event, context);
    context.getLogger().log("Working on " + event);
    switch (String.valueOf(event.get("do"))) {
      case "throw" -> throw new IllegalArgumentException("Cannot do this");
      case "hang" -> Seen.hang();
      case "return much" -> {
        return Map.of("much", "x".repeat(7_000_000));
      }
      default -> {}
    }
    return Map.of(
        "event", event,
        "function", context.getFunctionName(),
        "arn", context.getInvokedFunctionArn(),
        "version", context.getFunctionVersion(),
        "memory", context.getMemoryLimitInMB(),
        "remaining", context.getRemainingTimeInMillis(),
        "stream", context.getLogStreamName());
  }
}
