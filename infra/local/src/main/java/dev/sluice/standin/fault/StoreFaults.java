package dev.sluice.standin.fault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.standin.access.AccessCheck;
import dev.sluice.standin.access.Caller;
import dev.sluice.standin.http.BufferedRequest;
import dev.sluice.standin.http.Reply;
import dev.sluice.standin.http.RequestBody;
import dev.sluice.standin.http.SwallowedResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Faults of the store, in front of DynamoDB Local.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">Error
 *     handling with DynamoDB</a>
 */
public final class StoreFaults extends Handler.Wrapper {
  /** DynamoDB takes no larger request. */
  private static final int MAXIMUM_BYTES = 16 * 1024 * 1024;

  private final Faults faults;
  private final AccessCheck access;

  /** Faults of the plan in force. */
  public StoreFaults(Faults faults, AccessCheck access) {
    this.faults = faults;
    this.access = access;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!faults.concern(Occasion.Point.STORE)) {
      return super.handle(request, response, callback);
    }
    byte[] body = RequestBody.read(request, MAXIMUM_BYTES).orElse(new byte[0]);
    String target = Optional.ofNullable(request.getHeaders().get("X-Amz-Target")).orElse("");
    Optional<Caller> caller = access.caller(request);
    Call call =
        new Call(
            Occasion.Point.STORE,
            caller.map(Caller::name).orElse(""),
            caller.map(c -> c.credentials().accessKeyId()).orElse(""),
            target.substring(target.indexOf('.') + 1),
            new String(body, StandardCharsets.UTF_8));
    Request again = new BufferedRequest(request, body);
    List<Effect> effects = faults.meet(call);
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Throttle e -> throttled().write(request, response, callback);
        case Effect.Fail e -> failed(e.status()).write(request, response, callback);
        case Effect.Reset e -> Reply.RESET.write(request, response, callback);
        case Effect.AppliedThenFail e ->
            super.handle(
                again, new SwallowedResponse(again, response, () -> failed(e.status())), callback);
        case Effect.AppliedThenReset e ->
            super.handle(
                again, new SwallowedResponse(again, response, () -> Reply.RESET), callback);
        case Effect.Kill e -> super.handle(again, killing(e, call, again, response), callback);
        case Effect.Gone e -> throw new IllegalStateException("Not of the store");
        case Effect.Duplicate e -> throw new IllegalStateException("Not of the store");
        case Effect.Slow e -> throw new IllegalStateException("Met already");
        case Effect.Pause e -> throw new IllegalStateException("Met already");
        case Effect.Wake e -> throw new IllegalStateException("Met already");
      }
      return true;
    }
    return super.handle(again, response, callback);
  }

  private Response killing(Effect.Kill kill, Call call, Request request, Response response) {
    return new SwallowedResponse(
        request,
        response,
        () -> {
          faults.kill(kill, call);
          return Reply.RESET;
        });
  }

  private static Reply throttled() {
    return error(400, "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException");
  }

  private static Reply failed(int status) {
    return error(status, "com.amazonaws.dynamodb.v20120810#InternalServerError");
  }

  private static Reply error(int status, String type) {
    return Reply.json(
        status,
        JsonNodeFactory.instance.objectNode().put("__type", type).put("message", "On purpose"));
  }
}
