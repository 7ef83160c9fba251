package dev.sluice.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * The part of SQS that tells of refusals: it takes batches of messages over the JSON protocol, and
 * does not take those that contain a given word. Thread-safe.
 */
public final class SqsStandIn implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What was sent, in order. */
  public final List<JsonNode> messages = new CopyOnWriteArrayList<>();

  /** How many messages each batch had. */
  public final List<Integer> batches = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private final String refused;

  /**
   * @param refused a word that no message may have
   */
  public SqsStandIn(String refused) throws IOException {
    this.refused = refused;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** What the SDK's clients need to find it. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_SQS", "http://127.0.0.1:" + server.getAddress().getPort(),
        "AWS_REGION", "eu-central-1",
        "AWS_ACCESS_KEY_ID", "stand-in",
        "AWS_SECRET_ACCESS_KEY", "stand-in");
  }

  /** The queue's address. */
  public String queueUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/000000000000/dead";
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      ObjectNode answer = JSON.createObjectNode();
      ArrayNode sent = answer.putArray("Successful");
      ArrayNode failed = answer.putArray("Failed");
      batches.add(request.path("Entries").size());
      for (JsonNode entry : request.path("Entries")) {
        String body = entry.path("MessageBody").asText();
        if (body.contains(refused)) {
          failed
              .addObject()
              .put("Id", entry.path("Id").asText())
              .put("SenderFault", true)
              .put("Code", "InvalidMessageContents")
              .put("Message", "not this one");
        } else {
          messages.add(JSON.readTree(body));
          sent.addObject()
              .put("Id", entry.path("Id").asText())
              .put("MessageId", "m" + messages.size())
              .put("MD5OfMessageBody", md5(body));
        }
      }
      byte[] json = JSON.writeValueAsBytes(answer);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(200, json.length);
      exchange.getResponseBody().write(json);
    }
  }

  private static String md5(String body) {
    try {
      byte[] sum = MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has MD5", e);
    }
  }
}
