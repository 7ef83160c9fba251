package dev.sluice.modelserver;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client. A thread of its own reads ahead, so that a client that leaves is
 * noticed at once, whatever the script is doing; that is why the server is not built on the JDK's
 * or Jetty's, which notice at the next write. Thread-safe.
 */
final class HttpConnection {
  private final Socket socket;
  private final ScriptedModelServer server;
  private final BlockingQueue<Optional<ModelRequest>> requests = new LinkedBlockingQueue<>();

  /** The exchange being answered; written by the thread that answers, read by the other. */
  private volatile @Nullable ModelExchange current;

  /** Whether the client has closed the connection; set once by the thread that reads. */
  private volatile boolean gone;

  HttpConnection(Socket socket, ScriptedModelServer server) {
    this.socket = socket;
    this.server = server;
  }

  /** Answers requests until one of both sides closes the connection. */
  void serve() {
    Thread reader = Thread.ofVirtual().name("model-server-reader").start(this::read);
    try (socket) {
      BufferedOutputStream out = new BufferedOutputStream(socket.getOutputStream());
      Optional<ModelRequest> request = requests.take();
      while (request.isPresent() && answer(request.get(), new ResponseWriter(out))) {
        request = requests.take();
      }
    } catch (IOException e) {
      // the client has left; its exchange says so
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reader.interrupt();
      server.closed(this);
    }
  }

  /** Closes the connection as it is. */
  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // it was closed already
    }
  }

  private boolean answer(ModelRequest request, ResponseWriter response)
      throws InterruptedException {
    ModelExchange exchange = server.begin(request);
    current = exchange;
    if (gone) {
      exchange.end(ExchangeEnd.CLIENT_CLOSED);
    }
    try {
      server.answer(exchange, response);
      exchange.end(ExchangeEnd.FINISHED);
      return true;
    } catch (ResponseWriter.CutException e) {
      exchange.end(ExchangeEnd.CUT);
      return false;
    } catch (IOException e) {
      exchange.end(ExchangeEnd.CLIENT_CLOSED);
      return false;
    }
  }

  private void read() {
    try {
      RequestReader reader = new RequestReader(new BufferedInputStream(socket.getInputStream()));
      Optional<ModelRequest> request = reader.next();
      while (request.isPresent()) {
        requests.add(request);
        request = reader.next();
      }
    } catch (IOException e) {
      // reset by the client, or closed by us: an end like the other
    }
    gone = true;
    ModelExchange running = current;
    if (running != null) {
      running.end(ExchangeEnd.CLIENT_CLOSED);
      server.wake();
    }
    requests.add(Optional.empty());
  }
}
