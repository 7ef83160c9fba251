package dev.sluice.widget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.pathmap.ServletPathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.internal.MessageHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;

/**
 * A server of one test: the widget's files, pages of the test's own, and a WebSocket at {@code
 * /ws/query} whose other side is a script. Ends with {@link #close()}.
 */
final class ScriptedGateway implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  /** What the tests' pages are served with: nothing inline, nothing from elsewhere. */
  static final String STRICT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for"
          + " 'script'";

  private static final Path SOURCES = Path.of("src");

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final WidgetFiles files = new WidgetFiles();
  private final Map<String, byte[]> pages = new ConcurrentHashMap<>();

  /** All messages of all visitors but pings, in order. */
  final List<JsonNode> received = new CopyOnWriteArrayList<>();

  /** The tokens of all handshakes, refused ones included. */
  final List<String> handshakes = new CopyOnWriteArrayList<>();

  final List<Visitor> visitors = new CopyOnWriteArrayList<>();

  private volatile Script script;
  private volatile ToIntFunction<String> admission = token -> 101;

  /** The other side of the WebSocket. */
  interface Script {
    /** Called from one thread at a time for each visitor. */
    void message(Visitor visitor, JsonNode message);
  }

  ScriptedGateway(Script script) {
    this.script = script;
    connector.setPort(0);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    WebSocketUpgradeHandler upgrades = new WebSocketUpgradeHandler();
    upgrades.addMapping(new ServletPathSpec("/ws/query"), new Door());
    upgrades.setHandler(new Pages());
    server.setHandler(upgrades);
    page("/config.json", "{\"url\":\"/ws/query\",\"key\":\"a key\",\"shop\":\"Pedalfern\"}");
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("Starting the test's server", e);
    }
  }

  void script(Script next) {
    script = next;
  }

  /** Decides by the token: 101 lets in, anything else is the refusal's status. */
  void admit(ToIntFunction<String> decision) {
    admission = decision;
  }

  void page(String path, String content) {
    pages.put(path, content.getBytes(StandardCharsets.UTF_8));
  }

  String url(String path) {
    return "http://127.0.0.1:" + connector.getLocalPort() + path;
  }

  /** The messages with the given action, in order. */
  List<JsonNode> received(String action) {
    return received.stream().filter(m -> m.path("action").asText().equals(action)).toList();
  }

  void dropAll() {
    visitors.forEach(Visitor::drop);
  }

  @Override
  public void close() {
    try {
      dropAll();
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Stopping the test's server", e);
    }
  }

  /** Lets visitors in or refuses them before the upgrade. */
  private final class Door implements WebSocketNegotiator {
    @Override
    public FrameHandler negotiate(
        ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
      String query = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
      String token =
          URLDecoder.decode(query.replaceFirst("^.*?token=", ""), StandardCharsets.UTF_8);
      handshakes.add(token);
      int status = admission.applyAsInt(token);
      if (status == 101) {
        return new Line(token);
      }
      Response.writeError(request, response, callback, status);
      return null;
    }
  }

  /** Reads one visitor's messages. */
  private final class Line extends MessageHandler {
    private final String token;
    private volatile Visitor visitor;

    Line(String token) {
      this.token = token;
    }

    @Override
    public void onOpen(CoreSession session, Callback callback) {
      visitor = new Visitor(session, token);
      visitors.add(visitor);
      super.onOpen(session, callback);
    }

    @Override
    public void onText(String message, Callback callback) {
      callback.succeeded();
      if (visitor.lost) {
        return;
      }
      JsonNode read = read(message);
      if (read.path("action").asText().equals("ping")) {
        visitor.send("{\"type\":\"pong\"}");
      } else {
        received.add(read);
        script.message(visitor, read);
      }
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
      visitors.remove(visitor);
      callback.succeeded();
    }
  }

  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The widget's files, the test's pages, and the modules' sources below {@code /src/}. */
  private final class Pages extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      String path = URI.create(Request.getPathInContext(request)).getPath();
      Optional<WidgetFile> file = file(path);
      if (file.isEmpty()) {
        Response.writeError(request, response, callback, 404);
        return true;
      }
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, file.get().contentType());
      response.getHeaders().put("Content-Security-Policy", STRICT_POLICY);
      response.write(true, file.get().content(), callback);
      return true;
    }

    private Optional<WidgetFile> file(String path) throws IOException {
      byte[] page = pages.get(path);
      if (page != null) {
        return Optional.of(new WidgetFile(ByteBuffer.wrap(page), type(path), "\"\""));
      }
      if (path.startsWith("/src/") && Files.isRegularFile(SOURCES.resolve(path.substring(5)))) {
        byte[] source = Files.readAllBytes(SOURCES.resolve(path.substring(5)));
        return Optional.of(new WidgetFile(ByteBuffer.wrap(source), type(path), "\"\""));
      }
      return files.find(path);
    }

    private static String type(String path) {
      return switch (path.substring(path.lastIndexOf('.') + 1)) {
        case "js" -> "text/javascript; charset=utf-8";
        case "json" -> "application/json";
        case "svg" -> "image/svg+xml";
        case "jsonl" -> "text/plain; charset=utf-8";
        default -> "text/html; charset=utf-8";
      };
    }
  }
}
