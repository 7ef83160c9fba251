package dev.sluice.standin.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * Calls DynamoDB's JSON interface for the few things a stack needs at its start; a client of the
 * SDK would take longer to load than all of them take.
 */
final class DynamoDbCalls {
  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param body a JSON document
   */
  record Answer(int status, JsonNode body) {
    boolean succeeded() {
      return status == 200;
    }

    /** Whether it is the given error. */
    boolean isError(String name) {
      return body.path("__type").asText().endsWith("#" + name);
    }

    String message() {
      return body.path("message").asText(body.path("Message").asText(body.toString()));
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI endpoint;
  private final String region;

  DynamoDbCalls(URI endpoint, String region) {
    this.endpoint = endpoint;
    this.region = region;
  }

  /**
   * @throws DynamoDbException when it cannot be reached
   */
  Answer call(String operation, ObjectNode request) {
    try {
      HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/x-amz-json-1.0");
      connection.setRequestProperty("X-Amz-Target", "DynamoDB_20120810." + operation);
      // DynamoDB Local reads the key and the region from it, and does not check the signature
      connection.setRequestProperty(
          "Authorization",
          "AWS4-HMAC-SHA256 Credential=local/20260101/"
              + region
              + "/dynamodb/aws4_request, SignedHeaders=host, Signature=none");
      connection.getOutputStream().write(JSON.writeValueAsBytes(request));
      int status = connection.getResponseCode();
      try (InputStream body =
          status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        return new Answer(status, JSON.readTree(body));
      }
    } catch (IOException e) {
      throw new DynamoDbException("DynamoDB Local does not answer: " + e.getMessage(), e);
    }
  }
}
