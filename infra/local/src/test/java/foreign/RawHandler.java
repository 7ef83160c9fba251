package foreign;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Notes events as they come, and answers with what it was sent. */
public final class RawHandler implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    JsonNode event = new ObjectMapper().readTree(input);
    Seen.note(event, context);
    String answer = event.path("body").asText("{\"statusCode\":200}");
    output.write(answer.getBytes(StandardCharsets.UTF_8));
  }
}
