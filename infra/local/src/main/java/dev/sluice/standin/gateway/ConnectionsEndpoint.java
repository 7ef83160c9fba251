package dev.sluice.standin.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standin.access.AccessCheck;
import dev.sluice.standin.access.Denial;
import dev.sluice.standin.http.Reply;
import dev.sluice.standin.http.RequestBody;
import dev.sluice.standin.policy.AccessRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * {@code @connections}: a backend posts to a connection, looks at it, ends it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html">Use
 * @connections commands in your backend service</a>
 */
public final class ConnectionsEndpoint extends Handler.Abstract {
  private static final Pattern PATH = Pattern.compile("/([^/]+)/(?:@|%40)connections/([^/]+)");

  private final Gateway gateway;
  private final AccessCheck access;
  private final PostGuard guard;
  private final Optional<TokenBucket> rate;

  /**
   * An endpoint for the connections of one API.
   *
   * @param guard stands before each post
   */
  public ConnectionsEndpoint(Gateway gateway, AccessCheck access, PostGuard guard) {
    this.gateway = gateway;
    this.access = access;
    this.guard = guard;
    this.rate =
        gateway.limits().posts().map(throttle -> new TokenBucket(throttle, System::nanoTime));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    Matcher path = PATH.matcher(request.getHttpURI().getPath());
    if (!path.matches()) {
      return false;
    }
    String id = URLDecoder.decode(path.group(2).replace("+", "%2B"), StandardCharsets.UTF_8);
    reply(request, path.group(1), id)
        .with("x-amzn-RequestId", gateway.newId())
        .write(request, response, callback);
    return true;
  }

  private Reply reply(Request request, String stage, String id) throws IOException {
    Optional<byte[]> body = RequestBody.read(request, gateway.limits().messageBytes());
    if (body.isEmpty()) {
      return Reply.error(413, "PayloadTooLargeException", "Message too long");
    }
    Optional<Reply> refusal = access.refusal(request, body.get(), "execute-api");
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (!stage.equals(gateway.api().stage())) {
      return Reply.error(403, "ForbiddenException", "Forbidden");
    }
    Optional<Denial> denial = access.denial(request, List.of(wanted(request, id)));
    if (denial.isPresent()) {
      return Reply.error(403, "AccessDeniedException", denial.get().message());
    }
    if (!GatewayIds.isValid(id)) {
      return Reply.error(400, "BadRequestException", "Invalid connectionId: " + id);
    }
    return switch (request.getMethod()) {
      case "POST" ->
          guard.post(access.caller(request).orElseThrow(), body.get(), () -> post(id, body.get()));
      case "GET" ->
          find(id).map(ConnectionsEndpoint::describe).orElseGet(ConnectionsEndpoint::gone);
      case "DELETE" -> find(id).map(ConnectionsEndpoint::end).orElseGet(ConnectionsEndpoint::gone);
      default ->
          Reply.error(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    };
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html">Control
   *     access to WebSocket APIs with AWS IAM authorization</a>
   */
  private AccessRequest wanted(Request request, String id) {
    return AccessRequest.of(
        "execute-api:ManageConnections", gateway.arn(request.getMethod() + "/@connections/" + id));
  }

  private Optional<GatewayConnection> find(String id) {
    return gateway.connection(id).filter(connection -> !connection.outbound().isFinished());
  }

  private Reply post(String id, byte[] message) {
    Optional<GatewayConnection> connection = find(id);
    if (connection.isEmpty()) {
      return gone();
    }
    if (rate.isPresent() && !rate.get().take()) {
      return Reply.error(429, "LimitExceededException", "Rate exceeded");
    }
    if (!isText(message)) {
      return Reply.error(400, "BadRequestException", "Expected UTF-8 text");
    }
    return switch (connection.get().outbound().offer(message)) {
      case ACCEPTED -> Reply.empty(200);
      case FULL -> Reply.error(429, "LimitExceededException", "Too much waits for this connection");
      case GONE -> gone();
    };
  }

  private static Reply describe(GatewayConnection connection) {
    Client client = connection.client();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("connectedAt", client.connectedAt().truncatedTo(ChronoUnit.MILLIS).toString());
    body.putObject("identity")
        .put("sourceIp", client.sourceIp())
        .put("userAgent", client.userAgent());
    body.put("lastActiveAt", connection.lastActiveAt().truncatedTo(ChronoUnit.MILLIS).toString());
    return Reply.json(200, body);
  }

  private static Reply end(GatewayConnection connection) {
    connection.outbound().finish(1000, "Connection Closed Normally");
    return Reply.empty(204);
  }

  private static Reply gone() {
    return Reply.error(410, "GoneException", "Gone");
  }

  private static boolean isText(byte[] message) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
