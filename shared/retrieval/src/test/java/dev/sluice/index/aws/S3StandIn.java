package dev.sluice.index.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;

/**
 * The part of S3 that the adapters use, over HTTP on a free port: objects with entity tags,
 * conditional writes and lists. Keys are taken path-style. Thread-safe.
 */
public final class S3StandIn implements AutoCloseable {
  private final TreeMap<String, Entry> objects = new TreeMap<>(); // guarded by this
  private final HttpServer server;

  private int writesLeft = Integer.MAX_VALUE; // then all connections are cut; guarded by this

  private record Entry(byte[] content, String tag) {}

  /** Starts it, empty. */
  public S3StandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** What the SDK's clients need to find it. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + server.getAddress().getPort(),
        "AWS_REGION", "eu-central-1",
        "AWS_ACCESS_KEY_ID", "stand-in",
        "AWS_SECRET_ACCESS_KEY", "stand-in");
  }

  /** Puts an object, as text. */
  public synchronized void put(String key, String content) {
    objects.put(key, new Entry(content.getBytes(StandardCharsets.UTF_8), tag()));
  }

  /** Lets so many more objects be written or deleted; from then on every connection is cut. */
  synchronized void dieAfter(int writes) {
    writesLeft = writes;
  }

  private synchronized boolean dies(String method) {
    if (writesLeft > 0 && !method.equals("GET")) {
      writesLeft--;
      return false;
    }
    return writesLeft <= 0;
  }

  /** The object's content, or empty when there is none. */
  public synchronized java.util.Optional<String> content(String key) {
    return java.util.Optional.ofNullable(objects.get(key))
        .map(entry -> new String(entry.content(), StandardCharsets.UTF_8));
  }

  synchronized void delete(String key) {
    objects.remove(key);
  }

  /** Cuts an object to half its size, as an upload that was never finished would not. */
  synchronized void damage(String key) {
    Entry entry = objects.get(key);
    byte[] half = java.util.Arrays.copyOf(entry.content(), entry.content().length / 2);
    objects.put(key, new Entry(half, entry.tag()));
  }

  /** The keys that begin so, in order. */
  public synchronized java.util.List<String> keys(String prefix) {
    return objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (dies(exchange.getRequestMethod())) {
        return;
      }
      String path = exchange.getRequestURI().getPath();
      int slash = path.indexOf('/', 1);
      String key = slash < 0 ? "" : path.substring(slash + 1);
      switch (exchange.getRequestMethod()) {
        case "PUT" -> write(exchange, key, content(exchange, body));
        case "DELETE" -> {
          delete(key);
          answer(exchange, 204, new byte[0]);
        }
        case "GET" -> {
          if (key.isEmpty()) {
            list(exchange);
          } else {
            read(exchange, key);
          }
        }
        default -> answer(exchange, 405, new byte[0]);
      }
    }
  }

  private synchronized void write(HttpExchange exchange, String key, byte[] content)
      throws IOException {
    Entry before = objects.get(key);
    String match = exchange.getRequestHeaders().getFirst("If-Match");
    String noneMatch = exchange.getRequestHeaders().getFirst("If-None-Match");
    boolean refused =
        (match != null && (before == null || !before.tag().equals(match)))
            || (noneMatch != null && before != null);
    if (refused) {
      error(exchange, 412, "PreconditionFailed");
      return;
    }
    Entry entry = new Entry(content, tag());
    objects.put(key, entry);
    exchange.getResponseHeaders().set("ETag", entry.tag());
    answer(exchange, 200, new byte[0]);
  }

  private synchronized void read(HttpExchange exchange, String key) throws IOException {
    Entry entry = objects.get(key);
    if (entry == null) {
      error(exchange, 404, "NoSuchKey");
      return;
    }
    exchange.getResponseHeaders().set("ETag", entry.tag());
    answer(exchange, 200, entry.content());
  }

  private synchronized void list(HttpExchange exchange) throws IOException {
    Map<String, String> query = query(exchange);
    String prefix = query.getOrDefault("prefix", "");
    StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>false</IsTruncated>");
    TreeSet<String> folders = new TreeSet<>();
    for (Map.Entry<String, Entry> entry : objects.tailMap(prefix, true).entrySet()) {
      String key = entry.getKey();
      int slash = query.containsKey("delimiter") ? key.indexOf('/', prefix.length()) : -1;
      if (!key.startsWith(prefix)) {
        break;
      }
      if (slash >= 0) {
        folders.add(key.substring(0, slash + 1));
      } else {
        xml.append(
            "<Contents><Key>%s</Key><ETag>%s</ETag><Size>%d</Size></Contents>"
                .formatted(key, entry.getValue().tag(), entry.getValue().content().length));
      }
    }
    folders.forEach(
        folder -> xml.append("<CommonPrefixes><Prefix>" + folder + "</Prefix></CommonPrefixes>"));
    answer(exchange, 200, (xml + "</ListBucketResult>").getBytes(StandardCharsets.UTF_8));
  }

  /** Undoes the chunked signing that the SDK uses over plain HTTP. */
  private static byte[] content(HttpExchange exchange, byte[] body) {
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    if (encoding == null || !encoding.contains("aws-chunked")) {
      return body;
    }
    java.io.ByteArrayOutputStream content = new java.io.ByteArrayOutputStream();
    int at = 0;
    while (at < body.length) {
      int end = at;
      while (body[end] != '\r') {
        end++;
      }
      String line = new String(body, at, end - at, StandardCharsets.US_ASCII);
      int size = Integer.parseInt(line.split(";")[0].strip(), 16);
      if (size == 0) {
        break;
      }
      content.write(body, end + 2, size);
      at = end + 2 + size + 2;
    }
    return content.toByteArray();
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> values = new HashMap<>();
    String query = exchange.getRequestURI().getQuery();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      String[] parts = pair.split("=", 2);
      values.put(parts[0], parts.length < 2 ? "" : parts[1]);
    }
    return values;
  }

  private static void error(HttpExchange exchange, int status, String code) throws IOException {
    byte[] xml = ("<Error><Code>" + code + "</Code></Error>").getBytes(StandardCharsets.UTF_8);
    answer(exchange, status, xml);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static String tag() {
    return '"' + UUID.randomUUID().toString() + '"';
  }
}
