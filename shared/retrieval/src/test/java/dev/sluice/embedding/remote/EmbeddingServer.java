package dev.sluice.embedding.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * A provider of embeddings over HTTP on a free port: answers as the three APIs do, with vectors
 * that tell the texts' lengths, or as it is told. Thread-safe.
 */
final class EmbeddingServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final List<Request> requests = new ArrayList<>(); // guarded by this
  private final ArrayDeque<Reply> script = new ArrayDeque<>(); // guarded by this
  private final CountDownLatch closed = new CountDownLatch(1);

  private int dimensions = 4; // guarded by this

  /** What was asked. */
  record Request(String path, Map<String, List<String>> headers, JsonNode body) {}

  /** What is answered in the usual answer's place; a negative status is silence till the end. */
  record Reply(int status, String body, Map<String, String> headers) {}

  EmbeddingServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized void next(int status, String body) {
    script.add(new Reply(status, body, Map.of()));
  }

  synchronized void nextSaying(int status, String header, String value) {
    script.add(new Reply(status, "{}", Map.of(header, value)));
  }

  synchronized void dimensions(int count) {
    dimensions = count;
  }

  synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode body = JSON.readTree(exchange.getRequestBody());
      Reply reply = reply(exchange, body);
      if (reply.status() < 0) {
        closed.await();
        return;
      }
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Reply reply(HttpExchange exchange, JsonNode body) {
    requests.add(
        new Request(
            exchange.getRequestURI().getRawPath(), Map.copyOf(exchange.getRequestHeaders()), body));
    return script.isEmpty() ? new Reply(200, usual(body), Map.of()) : script.remove();
  }

  /** Guarded by this. */
  private String usual(JsonNode body) {
    if (body.has("inputText")) {
      return "{\"embedding\":%s}".formatted(vector(body.path("inputText").asText()));
    }
    List<String> vectors = new ArrayList<>();
    if (body.has("texts")) {
      body.path("texts").forEach(text -> vectors.add(vector(text.asText())));
      return "{\"embeddings\":{\"float\":[%s]}}".formatted(String.join(",", vectors));
    }
    int index = 0;
    for (JsonNode text : body.path("input")) {
      vectors.addFirst( // providers may answer in any order
          "{\"index\":%d,\"embedding\":%s}".formatted(index++, vector(text.asText())));
    }
    return "{\"data\":[%s]}".formatted(String.join(",", vectors));
  }

  private String vector(String text) {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < dimensions; i++) {
      numbers.add(i == 0 ? "3" : i == 1 ? Integer.toString(text.length()) : "0");
    }
    return numbers.toString();
  }
}
