package dev.sluice.standin.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.standin.access.AccessCheck;
import dev.sluice.standin.access.Caller;
import dev.sluice.standin.access.Denial;
import dev.sluice.standin.http.BufferedRequest;
import dev.sluice.standin.http.Reply;
import dev.sluice.standin.http.RequestBody;
import dev.sluice.standin.policy.AccessRequest;
import dev.sluice.standin.template.StackModel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets functions do with tables what their roles allow, in front of DynamoDB Local. */
public final class PermissionGate extends Handler.Wrapper {
  /** DynamoDB takes no larger request. */
  private static final int MAXIMUM_BYTES = 16 * 1024 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AccessCheck access;
  private final TableAccess tables;

  /** A gate in front of the tables of a stack. */
  public PermissionGate(AccessCheck access, StackModel model) {
    this.access = access;
    this.tables = new TableAccess(model.identity(), model.tables().values());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (access.caller(request).filter(Caller::isFunction).isEmpty()) {
      return super.handle(request, response, callback);
    }
    byte[] body = RequestBody.read(request, MAXIMUM_BYTES).orElse(new byte[0]);
    Optional<Denial> denial = access.denial(request, wanted(request, body));
    Request again = new BufferedRequest(request, body);
    if (denial.isEmpty()) {
      return super.handle(again, response, callback);
    }
    denied(denial.get()).write(again, response, callback);
    return true;
  }

  private List<AccessRequest> wanted(Request request, byte[] body) throws IOException {
    String target = Optional.ofNullable(request.getHeaders().get("X-Amz-Target")).orElse("");
    try {
      return tables.wanted(target.substring(target.indexOf('.') + 1), JSON.readTree(body));
    } catch (JsonProcessingException e) {
      return List.of(); // DynamoDB Local says what is wrong with it
    }
  }

  private static Reply denied(Denial denial) {
    return Reply.json(
        400,
        JsonNodeFactory.instance
            .objectNode()
            .put("__type", "com.amazon.coral.service#AccessDeniedException")
            .put("Message", denial.message()));
  }
}
