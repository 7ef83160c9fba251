package dev.sluice.standin.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a function returned to a proxy integration.
 *
 * @param status its {@code statusCode}
 * @param headers by name in lower case
 * @param body empty when it gave none
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format">Output
 *     format of a Lambda function for proxy integration</a>
 */
record ProxyAnswer(int status, Map<String, String> headers, Optional<String> body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads a function's answer; empty when it has not the form that a proxy integration needs. */
  static Optional<ProxyAnswer> parse(byte[] document) {
    JsonNode answer;
    try {
      answer = JSON.readTree(document);
    } catch (IOException e) {
      return Optional.empty();
    }
    JsonNode status = answer.path("statusCode");
    JsonNode body = answer.path("body");
    boolean wellFormed = status.canConvertToInt() || status.asText().matches("\\d{3}");
    if (!wellFormed || !(body.isTextual() || body.isNull() || body.isMissingNode())) {
      return Optional.empty();
    }
    Optional<String> text = body.isTextual() ? Optional.of(body.textValue()) : Optional.empty();
    if (answer.path("isBase64Encoded").asBoolean()) {
      try {
        text = text.map(t -> new String(Base64.getDecoder().decode(t), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.of(new ProxyAnswer(status.asInt(), headers(answer), text));
  }

  private static Map<String, String> headers(JsonNode answer) {
    Map<String, String> headers = new HashMap<>();
    answer
        .path("headers")
        .properties()
        .forEach(h -> headers.put(h.getKey().toLowerCase(Locale.ROOT), h.getValue().asText()));
    answer
        .path("multiValueHeaders")
        .properties()
        .forEach(
            h -> headers.put(h.getKey().toLowerCase(Locale.ROOT), h.getValue().path(0).asText()));
    return headers;
  }
}
