package dev.sluice.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** An OpenSearch cluster, spoken to in JSON. Thread-safe. */
public final class Cluster {
  static final JsonMapper JSON = JsonMapper.builder().build();
  static final int NOT_FOUND = 404;

  private static final int REDIRECTION = 300;
  private static final String PREFIX = "sluice-"; // of every index

  private final HttpClient http;
  private final String endpoint;
  private final Caller caller;
  private final Duration limit;

  /**
   * A cluster.
   *
   * @param endpoint its address, without a path
   * @param limit of one request
   */
  public Cluster(HttpClient http, URI endpoint, Caller caller, Duration limit) {
    this.http = http;
    this.endpoint = endpoint.toString().replaceAll("/+$", "");
    this.caller = caller;
    this.limit = limit;
  }

  /** An answer, also one that refuses. */
  record Answer(int status, JsonNode json) {
    boolean good() {
      return status < REDIRECTION;
    }

    /** The JSON of a good answer. */
    JsonNode orFail(String what) throws IOException {
      if (!good()) {
        throw new IOException(
            "Expected OpenSearch to %s but it answered %d %s"
                .formatted(what, status, json.at("/error/type").asText()));
      }
      return json;
    }
  }

  /** The name of the tenant's index; tenants share none. */
  static String index(TenantId tenant) {
    return PREFIX + tenant;
  }

  /** Sends a JSON body and waits for the answer. */
  Answer send(String method, String path, JsonNode body) throws IOException {
    return exchange(method, path, body.toString(), "application/json");
  }

  /** Sends lines of JSON and waits for the answer. */
  Answer sendLines(String path, List<? extends JsonNode> lines) throws IOException {
    String body = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    return exchange("POST", path, body, "application/x-ndjson");
  }

  private Answer exchange(String method, String path, String body, String type) throws IOException {
    URI uri = URI.create(endpoint + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(limit)
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body));
    try {
      caller.headers(method, uri, body).forEach(request::setHeader);
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
      return new Answer(
          response.statusCode(), json ? JSON.readTree(response.body()) : JSON.createObjectNode());
    } catch (IllegalStateException e) {
      throw new IOException("No credentials to ask OpenSearch with", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Asking OpenSearch was interrupted", e);
    }
  }
}
