package dev.sluice.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.frame.Json;
import dev.sluice.settings.SecretSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Secrets in Systems Manager's Parameter Store: {@code <path>/<name of the setting>}, usually of
 * type SecureString. The SDK's client for this one call would make each function larger by 6 MB.
 * Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html">GetParametersByPath</a>
 */
final class ParameterSecrets implements SecretSource {
  /** An answer waits while they are read: twice this at most. */
  private static final Duration LONGEST_TRY = Duration.ofSeconds(1);

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type",
          "application/x-amz-json-1.1",
          "X-Amz-Target",
          "AmazonSSM.GetParametersByPath");

  private final URI endpoint;
  private final SigV4Signer signer;
  private final String path;

  /**
   * @param endpoint of Systems Manager
   * @param signer for the service {@code ssm}
   */
  ParameterSecrets(URI endpoint, SigV4Signer signer, String path) {
    this.endpoint = endpoint;
    this.signer = signer;
    this.path = path;
  }

  @Override
  public Map<String, String> read() {
    Map<String, String> secrets = new HashMap<>();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(LONGEST_TRY).build()) {
      String next = "";
      do {
        JsonNode page = page(http, next);
        page.path("Parameters")
            .forEach(found -> secrets.put(setting(found), found.path("Value").asText()));
        next = page.path("NextToken").asText("");
      } while (!next.isEmpty());
    }
    return secrets;
  }

  private static String setting(JsonNode parameter) {
    String name = parameter.path("Name").asText();
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private JsonNode page(HttpClient http, String next) {
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("Path", path);
    asked.put("WithDecryption", true);
    if (!next.isEmpty()) {
      asked.put("NextToken", next);
    }
    try {
      String body = Json.MAPPER.writeValueAsString(asked);
      try {
        return answer(http, body);
      } catch (IOException e) {
        return answer(http, body);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected JSON from Systems Manager", e);
    } catch (IOException e) {
      throw new IllegalStateException("Systems Manager cannot be reached at " + endpoint, e);
    }
  }

  private JsonNode answer(HttpClient http, String body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(LONGEST_TRY)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    signer.sign("POST", endpoint, HEADERS, body).forEach(request::header);
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      JsonNode answer = Json.MAPPER.readTree(response.body());
      if (response.statusCode() != 200) {
        String why = answer.path("message").asText(answer.path("Message").asText());
        throw new IllegalStateException(
            "Expected the parameters below "
                + path
                + " but got "
                + response.statusCode()
                + ": "
                + why);
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while reading the parameters below " + path, e);
    }
  }
}
