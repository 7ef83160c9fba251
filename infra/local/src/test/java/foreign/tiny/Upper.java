package foreign.tiny;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.Map;

/** Shouts. */
public final class Upper {
  /** Answers with the message in capitals. */
  public Map<String, Object> answer(Map<String, Object> event, Context context) {
    return Map.of("statusCode", 200, "body", event.get("body").toString().toUpperCase());
  }
}
