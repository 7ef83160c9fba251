package dev.sluice.standin.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.standin.access.PermissionCheck;
import dev.sluice.standin.lambda.LambdaService;
import dev.sluice.standin.template.RouteModel;
import dev.sluice.standin.template.WebSocketApiModel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.websocket.core.CoreSession;

/**
 * A WebSocket API: its connections and what their messages do. Thread-safe.
 *
 * <pre>
 * handshake ── $connect ──► refused (no connection ever existed)
 *                 └──► open ── messages ──► routes
 *                        ├── client closes, is lost, idle, too old, deleted
 *                        └──► closed ──► $disconnect
 * </pre>
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-overview.html">Overview
 *     of WebSocket APIs</a>
 */
public final class Gateway implements AutoCloseable {
  /** Not confirmed at AWS, whose pages do not say how a throttled message is answered. */
  private static final String TOO_MANY = "Too Many Requests";

  private final WebSocketApiModel api;
  private final GatewayLimits limits;
  private final GatewayTime time;
  private final RouteSelector selector;
  private final Integrations integrations;
  private final Events events;
  private final RouteThrottles throttles;
  private final GatewayIds ids = new GatewayIds();
  private final Map<String, GatewayConnection> open = new ConcurrentHashMap<>();

  /** Set by close: functions are no longer told of connections that end. */
  private volatile boolean closing;

  /**
   * @throws dev.sluice.standin.template.TemplateException when a part of the API is not available
   *     locally
   */
  public Gateway(
      WebSocketApiModel api,
      LambdaService lambda,
      PermissionCheck permissions,
      GatewayLimits limits,
      GatewayTime time) {
    this.api = api;
    this.limits = limits;
    this.time = time;
    this.selector = new RouteSelector(api);
    this.integrations = new Integrations(api, lambda, permissions, limits.integration());
    this.events = new Events(api);
    this.throttles = new RouteThrottles(api, System::nanoTime);
  }

  /** How many connections are open. */
  public int connections() {
    return open.size();
  }

  /** The name of the API's stage, the first part of its paths. */
  public String stage() {
    return api.stage();
  }

  /** The ARN of something below the API's stage. */
  String arn(String below) {
    return api.arn() + "/" + below;
  }

  WebSocketApiModel api() {
    return api;
  }

  GatewayLimits limits() {
    return limits;
  }

  String newId() {
    return ids.next();
  }

  /** The open connection of the given id. */
  Optional<GatewayConnection> connection(String id) {
    return Optional.ofNullable(open.get(id));
  }

  /** Asks {@code $connect} whether a client may connect, blocking. */
  Connecting connect(String sourceIp, String userAgent, String domainName, Handshake handshake) {
    EventTime times = new EventTime(time.clock());
    long now = times.next();
    Client client =
        new Client(ids.next(), Instant.ofEpochMilli(now), sourceIp, userAgent, domainName);
    Optional<RouteModel> route = Optional.ofNullable(api.routes().get("$connect"));
    if (route.isEmpty()) {
      return new Connecting.Accepted(new Admitted(client, times), Optional.empty());
    }
    RequestContext context = new RequestContext(client, "$connect", "CONNECT", ids.next(), now);
    if (!throttles.allow("$connect")) {
      return new Connecting.Refused(429, notice(context, TOO_MANY));
    }
    byte[] event = events.connect(context, handshake);
    return switch (integrations.run(route.get(), context, events, event)) {
      case IntegrationOutcome.Failed failed ->
          new Connecting.Refused(failed.status(), notice(context, failed.message()));
      case IntegrationOutcome.Answered answered
          when answered.answer().status() >= 200 && answered.answer().status() < 300 ->
          new Connecting.Accepted(
              new Admitted(client, times),
              Optional.ofNullable(answered.answer().headers().get("sec-websocket-protocol")));
      case IntegrationOutcome.Answered answered ->
          refused(context, answered.answer(), route.get().answers());
    };
  }

  /** The function's body reaches the client only where the route has a response. */
  private static Connecting refused(RequestContext context, ProxyAnswer answer, boolean answers) {
    // a function that answers 1xx or 3xx to a handshake has no meaning to a client
    int status = answer.status() >= 400 && answer.status() < 600 ? answer.status() : 502;
    return new Connecting.Refused(
        status,
        answer
            .body()
            .filter(body -> answers)
            .orElseGet(() -> notice(context, HttpStatus.getMessage(status))));
  }

  GatewayConnection opened(Admitted admitted, CoreSession session) {
    GatewayConnection connection = new GatewayConnection(admitted, session, limits, time);
    open.put(admitted.client().connectionId(), connection);
    connection.startLimits();
    return connection;
  }

  /** Works on a message, blocking. */
  void message(GatewayConnection from, long timeMillis, String text) {
    from.active();
    Optional<RouteModel> route = selector.select(text);
    RequestContext context =
        new RequestContext(
            from.client(),
            route.map(RouteModel::key).orElse(RouteSelector.DEFAULT),
            "MESSAGE",
            ids.next(),
            timeMillis);
    if (route.isEmpty()) {
      send(from, notice(context, "Forbidden"));
      return;
    }
    if (!throttles.allow(route.get().key())) {
      send(from, notice(context, TOO_MANY));
      return;
    }
    byte[] event = events.message(context, ids.next(), text);
    switch (integrations.run(route.get(), context, events, event)) {
      case IntegrationOutcome.Failed failed -> send(from, notice(context, failed.message()));
      case IntegrationOutcome.Answered answered -> {
        if (route.get().answers()) {
          answered.answer().body().ifPresent(body -> send(from, fitting(context, body)));
        }
      }
    }
  }

  void closed(GatewayConnection connection, int code, String reason) {
    connection.ended();
    boolean wasOpen = open.remove(connection.client().connectionId(), connection);
    Optional<RouteModel> route = Optional.ofNullable(api.routes().get("$disconnect"));
    if (!wasOpen || closing || route.isEmpty()) {
      return;
    }
    RequestContext context =
        new RequestContext(
            connection.client(),
            "$disconnect",
            "DISCONNECT",
            ids.next(),
            connection.times().next());
    byte[] event = events.disconnect(context, code, Disconnection.reason(code, reason));
    Thread.ofVirtual()
        .name("standin-disconnect")
        .start(() -> integrations.run(route.get(), context, events, event));
  }

  /** What a function answers is a message too; a longer one is a failure of its integration. */
  private String fitting(RequestContext context, String body) {
    boolean fits = body.getBytes(StandardCharsets.UTF_8).length <= limits.messageBytes();
    return fits ? body : notice(context, IntegrationOutcome.Failed.ERROR.message());
  }

  private static void send(GatewayConnection to, String text) {
    to.outbound().offer(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What the gateway itself says to a client. */
  private static String notice(RequestContext context, String message) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("message", message)
        .put("connectionId", context.client().connectionId())
        .put("requestId", context.requestId())
        .toString();
  }

  /** Ends all connections with 1001; functions are not told, as when a gateway is lost. */
  @Override
  public void close() {
    closing = true;
    open.values().forEach(connection -> connection.close(1001, "Going away"));
  }
}
