package dev.sluice.standin.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.standin.access.AccessCheck;
import dev.sluice.standin.http.Reply;
import dev.sluice.standin.http.RequestBody;
import dev.sluice.standin.policy.AccessRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lambda's {@code Invoke} over HTTP.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
public final class InvokeEndpoint extends Handler.Abstract {
  /**
   * Quotas of <a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda</a>.
   */
  static final int MAXIMUM_SYNCHRONOUS_BYTES = 6 * 1024 * 1024;

  static final int MAXIMUM_ASYNCHRONOUS_BYTES = 1024 * 1024;

  private static final Pattern PATH =
      Pattern.compile("/2015-03-31/functions/([^/]+)/invocations/?");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final LambdaService lambda;
  private final AccessCheck access;

  /** An endpoint for the functions of a stack. */
  public InvokeEndpoint(LambdaService lambda, AccessCheck access) {
    this.lambda = lambda;
    this.access = access;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    Matcher path = PATH.matcher(request.getHttpURI().getPath());
    if (!path.matches()) {
      return false;
    }
    String requestId = LambdaService.newRequestId();
    reply(request, URLDecoder.decode(path.group(1), StandardCharsets.UTF_8))
        .with("x-amzn-RequestId", requestId)
        .write(request, response, callback);
    return true;
  }

  private Reply reply(Request request, String address) throws IOException {
    if (!request.getMethod().equals("POST")) {
      return error(
          405, "MethodNotAllowedException", "Expected POST but got " + request.getMethod());
    }
    Optional<String> qualifier =
        Optional.ofNullable(Request.extractQueryParameters(request).getValue("Qualifier"));
    String type =
        Optional.ofNullable(request.getHeaders().get("X-Amz-Invocation-Type"))
            .orElse("RequestResponse");
    int limit = type.equals("Event") ? MAXIMUM_ASYNCHRONOUS_BYTES : MAXIMUM_SYNCHRONOUS_BYTES;
    Optional<byte[]> body = RequestBody.read(request, limit);
    if (body.isEmpty()) {
      return error(
          413, "RequestTooLargeException", "Request must be smaller than " + limit + " bytes");
    }
    byte[] payload = body.get().length == 0 ? new byte[] {'{', '}'} : body.get();
    Optional<Reply> refusal = access.refusal(request, body.get(), "lambda");
    if (refusal.isEmpty()) {
      refusal = invalid(payload);
    }
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return lambda
        .find(address, qualifier)
        .map(target -> checked(request, target).orElseGet(() -> invoke(target, type, payload)))
        .orElseGet(
            () ->
                error(
                    404,
                    "ResourceNotFoundException",
                    "Function not found: " + address + qualifier.map(q -> ":" + q).orElse("")));
  }

  /** Whoever names an alias must be allowed to invoke that alias. */
  private Optional<Reply> checked(Request request, InvocationTarget target) {
    return access
        .denial(request, List.of(AccessRequest.of("lambda:InvokeFunction", target.arn())))
        .map(denial -> error(403, "AccessDeniedException", denial.message()));
  }

  private Reply invoke(InvocationTarget target, String type, byte[] payload) {
    return switch (type) {
      case "DryRun" -> Reply.empty(204);
      case "Event" -> {
        lambda.invokeLater(target, payload);
        yield Reply.empty(202);
      }
      case "RequestResponse" -> answer(target, lambda.invoke(target, payload));
      default ->
          error(
              400,
              "InvalidParameterValueException",
              "Expected Event, RequestResponse or DryRun but got " + type);
    };
  }

  private static Reply answer(InvocationTarget target, InvocationResult result) {
    Map<String, String> headers =
        Map.of("Content-Type", "application/json", "X-Amz-Executed-Version", target.version());
    return switch (result) {
      case InvocationResult.Returned returned -> new Reply(200, headers, returned.payload());
      case InvocationResult.Failed failed ->
          new Reply(200, headers, failed.payload()).with("X-Amz-Function-Error", "Unhandled");
      case InvocationResult.Throttled throttled ->
          error(429, "TooManyRequestsException", "Rate Exceeded.");
    };
  }

  private static Optional<Reply> invalid(byte[] payload) throws IOException {
    try {
      JSON.readTree(payload);
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.of(
          error(
              400,
              "InvalidRequestContentException",
              "Could not parse request body into json: " + e.getOriginalMessage()));
    }
  }

  private static Reply error(int status, String type, String message) {
    return Reply.json(
            status,
            JsonNodeFactory.instance.objectNode().put("Type", "User").put("Message", message))
        .with("x-amzn-ErrorType", type);
  }
}
