package dev.sluice.standin;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** The one port of a stack, on 127.0.0.1, with virtual threads. */
final class StackServer implements AutoCloseable {
  /** Longer than any invocation, so that a caller who waits for a function is not cut off. */
  private static final Duration IDLE = Duration.ofMinutes(16);

  private final Server server = new Server(new VirtualThreadPool());
  private final ServerConnector connector;

  private StackServer(int port) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setHeaderCacheCaseSensitive(true); // signatures are of headers as they were sent
    http.setUriCompliance(UriCompliance.UNSAFE); // ARNs and tokens come in many spellings
    http.setIdleTimeout(IDLE.toMillis());
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setAcceptQueueSize(1_024);
    server.addConnector(connector);
    server.setStopTimeout(0);
  }

  /**
   * Takes the port; clients that connect wait for {@link #start}.
   *
   * @throws StackException when it is in use
   */
  static StackServer open(int port) {
    StackServer opened = new StackServer(port);
    try {
      opened.connector.open();
      return opened;
    } catch (IOException e) {
      throw new StackException("Port " + port + " is in use or not allowed", e);
    }
  }

  int port() {
    return connector.getLocalPort();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Answers requests with the first handler that takes them. */
  void start(Handler... handlers) throws Exception {
    server.setHandler(new Handler.Sequence(handlers));
    server.start();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The server does not stop: " + e.getMessage(), e);
    } finally {
      connector.close(); // a server that was never started leaves it open
    }
  }
}
