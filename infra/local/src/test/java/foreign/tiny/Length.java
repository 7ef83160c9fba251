package foreign.tiny;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** Measures. */
public final class Length implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    String body = event.get("body").toString();
    String answer = body.contains("repeat") ? "x".repeat(200_000) : "" + body.length();
    return Map.of("statusCode", 200, "body", answer);
  }
}
