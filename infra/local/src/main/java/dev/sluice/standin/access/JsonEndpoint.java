package dev.sluice.standin.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.standin.http.Reply;
import dev.sluice.standin.http.RequestBody;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Serves a {@link JsonService}: checks signature and permission, then runs the operation. */
public final class JsonEndpoint extends Handler.Abstract {
  /** The largest request: a batch of one megabyte of messages, and what is around it. */
  private static final int MAXIMUM_BYTES = 2 * 1024 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonService service;
  private final AccessCheck access;

  /** An endpoint of one service. */
  public JsonEndpoint(JsonService service, AccessCheck access) {
    this.service = service;
    this.access = access;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    String target = Optional.ofNullable(request.getHeaders().get("X-Amz-Target")).orElse("");
    if (!target.startsWith(service.targetPrefix())) {
      return false;
    }
    reply(request, target.substring(service.targetPrefix().length()))
        .write(request, response, callback);
    return true;
  }

  private Reply reply(Request request, String operation) throws IOException {
    Optional<byte[]> body = RequestBody.read(request, MAXIMUM_BYTES);
    if (body.isEmpty()) {
      return error("ValidationException", "The request is too long");
    }
    Optional<Reply> refusal = access.refusal(request, body.get(), service.signingName());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    try {
      JsonNode document = JSON.readTree(body.get());
      Optional<Denial> denial = access.denial(request, service.wanted(operation, document));
      return denial.isPresent()
          ? error("com.amazon.coral.service#AccessDeniedException", denial.get().message())
          : Reply.json(200, service.run(operation, document))
              .with("Content-Type", service.contentType());
    } catch (JsonProcessingException e) {
      return error("SerializationException", "Not JSON: " + e.getOriginalMessage());
    } catch (ServiceException e) {
      return error(e.type(), String.valueOf(e.getMessage()));
    }
  }

  private Reply error(String type, String message) {
    return Reply.json(
            400, JsonNodeFactory.instance.objectNode().put("__type", type).put("message", message))
        .with("Content-Type", service.contentType());
  }
}
