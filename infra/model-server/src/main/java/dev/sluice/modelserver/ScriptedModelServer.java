package dev.sluice.modelserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A chat-model provider on loopback that plays scripts: real HTTP/1.1, real connections. It speaks
 * the OpenAI API under any prefix ({@code POST …/chat/completions}, {@code GET …/models}),
 * Anthropic's ({@code POST …/v1/messages}) and Ollama's ({@code POST …/api/chat}). Each call takes
 * the next script that was put in the queue, or else what the default makes of the request.
 * Thread-safe.
 */
public final class ScriptedModelServer implements AutoCloseable {
  private static final int BACKLOG = 512;

  private final ServerSocket listener;
  private final Gates gates = new Gates();
  private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
  private final List<ModelExchange> exchanges = new CopyOnWriteArrayList<>();
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();

  /** What answers a call when no script waits; written by any thread. */
  private volatile Function<ModelRequest, Script> fallback = EchoScript::of;

  /** What answers {@code GET …/models}; written by any thread. */
  private volatile Script models = ModelList.of(ModelList.USUAL);

  private ScriptedModelServer(ServerSocket listener) {
    this.listener = listener;
  }

  /** A server on a free port of loopback. */
  public static ScriptedModelServer start() {
    return start(0);
  }

  /**
   * A server on this port of loopback.
   *
   * @throws UncheckedIOException if the port is in use
   */
  public static ScriptedModelServer start(int port) {
    try {
      ServerSocket listener = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
      ScriptedModelServer server = new ScriptedModelServer(listener);
      Thread.ofPlatform().daemon().name("model-server").start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address to be set as a provider's {@code …_BASE_URL}: without a path. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Puts scripts in the queue; each is played for one call of any chat API. */
  public void enqueue(Script... more) {
    scripts.addAll(List.of(more));
  }

  /** Answers calls for which no script waits; the request may decide. */
  public void answerOthersWith(Function<ModelRequest, Script> answer) {
    fallback = answer;
  }

  /** Makes {@code GET …/models} and Ollama's {@code GET /api/tags} list these names. */
  public void listModels(String... names) {
    models = ModelList.of(List.of(names));
  }

  /** Makes {@code GET …/models} play this script. */
  public void answerModelsWith(Script script) {
    models = script;
  }

  /** Opens a gate for good. */
  public void open(String gate) {
    gates.open(gate);
  }

  /** Whether a script has come to the gate. */
  public boolean hasReached(String gate) {
    return gates.isReached(gate);
  }

  /** All exchanges with chat APIs, in the order they began. */
  public List<ModelExchange> calls() {
    return exchanges.stream().filter(e -> e.request().method().equals("POST")).toList();
  }

  /** How many calls are being answered right now. */
  public int openCalls() {
    return (int) calls().stream().filter(e -> e.end() == ExchangeEnd.RUNNING).count();
  }

  /** How many connections clients hold open, in use or kept alive. */
  public int openConnections() {
    return connections.size();
  }

  /** Stops listening and closes all connections. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connections.forEach(HttpConnection::close);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        HttpConnection connection = new HttpConnection(socket, this);
        connections.add(connection);
        Thread.ofVirtual().name("model-server-connection").start(connection::serve);
      } catch (IOException e) {
        // closed by close(), or a client that left while it was accepted
      }
    }
  }

  ModelExchange begin(ModelRequest request) {
    ModelExchange exchange = new ModelExchange(request);
    exchanges.add(exchange);
    return exchange;
  }

  void answer(ModelExchange exchange, ResponseWriter response)
      throws IOException, InterruptedException {
    ModelRequest request = exchange.request();
    Dialect dialect = Dialects.of(request);
    new Player(gates, exchange, response, dialect).play(script(request));
  }

  void closed(HttpConnection connection) {
    connections.remove(connection);
  }

  void wake() {
    gates.wake();
  }

  private Script script(ModelRequest request) {
    String path = request.path().replaceFirst("\\?.*", "");
    boolean isList = path.endsWith("/models") || path.endsWith("/api/tags");
    if (request.method().equals("GET") && isList) {
      return models;
    }
    if (!Dialects.isChat(request)) {
      return Script.error(404, "not_found", "There is no such path");
    }
    Script next = scripts.poll();
    return next == null ? fallback.apply(request) : next;
  }
}
