package dev.sluice.standin.gateway;

import dev.sluice.standin.http.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.pathmap.ServletPathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/**
 * Takes clients' upgrade requests: asks the gateway, then refuses with its status or opens the
 * connection.
 */
public final class UpgradeEndpoint implements WebSocketNegotiator {
  private final Gateway gateway;
  private final Set<String> paths;

  private UpgradeEndpoint(Gateway gateway, Set<String> paths) {
    this.gateway = gateway;
    this.paths = Set.copyOf(paths);
  }

  /**
   * A handler of upgrade requests.
   *
   * @param paths where the API is reached; other paths are answered as API Gateway answers unknown
   *     stages
   * @param others gets all other requests
   */
  public static Handler handler(Gateway gateway, Set<String> paths, Handler others) {
    WebSocketUpgradeHandler handler = new WebSocketUpgradeHandler();
    handler.addMapping(new ServletPathSpec("/*"), new UpgradeEndpoint(gateway, paths));
    handler.setHandler(others);
    return new RawQuery(handler);
  }

  @Override
  public void customize(Configuration configuration) {
    configuration.setIdleTimeout(Duration.ZERO); // the gateway has its own
    configuration.setMaxFrameSize(gateway.limits().frameBytes());
    configuration.setAutoFragment(false);
  }

  @Override
  public @Nullable FrameHandler negotiate(
      ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
    if (!paths.contains(request.getHttpURI().getPath())) {
      Reply.error(403, "ForbiddenException", "Forbidden").write(request, response, callback);
      return null; // Jetty's contract: the response has been written
    }
    response.setExtensions(List.of());
    Handshake handshake =
        new Handshake(headers(request), Handshake.parseQuery(RawQuery.of(request)));
    Connecting connecting =
        gateway.connect(
            Request.getRemoteAddr(request),
            header(request, HttpHeader.USER_AGENT),
            header(request, HttpHeader.HOST),
            handshake);
    return switch (connecting) {
      case Connecting.Refused refused -> refuse(refused, request, response, callback);
      case Connecting.Accepted accepted -> accept(accepted, request, response, callback);
    };
  }

  private @Nullable FrameHandler accept(
      Connecting.Accepted accepted,
      ServerUpgradeRequest request,
      ServerUpgradeResponse response,
      Callback callback) {
    if (accepted.subprotocol().isPresent()) {
      String chosen = accepted.subprotocol().get();
      if (!request.hasSubProtocol(chosen)) {
        // a client would fail such a handshake; here the function's author is told why
        return refuse(
            new Connecting.Refused(
                502,
                "{\"message\":\"The function chose a subprotocol that the client did not offer\"}"),
            request,
            response,
            callback);
      }
      response.setAcceptedSubProtocol(chosen);
    }
    return new ClientFrames(gateway, accepted.admitted(), gateway.limits());
  }

  private static @Nullable FrameHandler refuse(
      Connecting.Refused refused,
      Request request,
      ServerUpgradeResponse response,
      Callback callback) {
    new Reply(
            refused.status(),
            Map.of("Content-Type", "application/json"),
            refused.body().getBytes(StandardCharsets.UTF_8))
        .write(request, response, callback);
    return null; // Jetty's contract: the response has been written
  }

  private static Map<String, List<String>> headers(Request request) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (HttpField field : request.getHeaders()) {
      headers
          .computeIfAbsent(field.getName(), name -> new ArrayList<>())
          .add(Optional.ofNullable(field.getValue()).orElse(""));
    }
    // what a client claims stays in front: only the last address is the gateway's own knowledge
    String claimed = String.join(", ", headers.getOrDefault("X-Forwarded-For", List.of()));
    String address = Request.getRemoteAddr(request);
    headers.put("X-Forwarded-For", List.of(claimed.isEmpty() ? address : claimed + ", " + address));
    headers.put("X-Forwarded-Port", List.of(Integer.toString(Request.getLocalPort(request))));
    headers.put("X-Forwarded-Proto", List.of(request.isSecure() ? "https" : "http"));
    return headers;
  }

  private static String header(Request request, HttpHeader header) {
    return Optional.ofNullable(request.getHeaders().get(header)).orElse("");
  }
}
