package dev.sluice.standin.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.standin.template.WebSocketApiModel;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The events field by field. No page of AWS lists the fields; they are those of events recorded at
 * API Gateway.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-lambda.html">Lambda
 *     proxy integrations for WebSocket APIs</a>
 */
class EventsTest {
  private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789Z");
  private static final Client CLIENT =
      new Client("L0SM9cOFvHcCIhw=", AT, "192.0.2.7", "browser", "api.example");

  private final Events events =
      new Events(
          new WebSocketApiModel(
              "abcdefghij", "arn", "v1", "$request.body.x", Map.of(), Optional.empty(), Map.of()));

  private static RequestContext context(String route, String type) {
    return new RequestContext(CLIENT, route, type, "REQUESTREQUEST1=", AT.toEpochMilli() + 1);
  }

  private static JsonNode json(byte[] event) throws IOException {
    return new ObjectMapper().readTree(event);
  }

  private static JsonNode json(String event) throws IOException {
    return new ObjectMapper().readTree(event);
  }

  @Test
  void connect_has_headers_and_query_string_and_no_body() throws IOException {
    Handshake handshake =
        new Handshake(
            Map.of("Host", List.of("api.example"), "Upgrade", List.of("websocket")),
            Handshake.parseQuery("a=1&a=2"));

    assertThat(json(events.connect(context("$connect", "CONNECT"), handshake)))
        .isEqualTo(
            json(
                """
                {"headers":{"Host":"api.example"},
                 "multiValueHeaders":{"Host":["api.example"]},
                 "queryStringParameters":{"a":"2"},
                 "multiValueQueryStringParameters":{"a":["1","2"]},
                 "requestContext":{"routeKey":"$connect","eventType":"CONNECT",
                  "extendedRequestId":"REQUESTREQUEST1=","requestTime":"03/Feb/2026:04:05:06 +0000",
                  "messageDirection":"IN","stage":"v1","connectedAt":1770091506789,
                  "requestTimeEpoch":1770091506790,
                  "identity":{"userAgent":"browser","sourceIp":"192.0.2.7"},
                  "requestId":"REQUESTREQUEST1=","domainName":"api.example",
                  "connectionId":"L0SM9cOFvHcCIhw=","apiId":"abcdefghij"},
                 "isBase64Encoded":false}
                """));
  }

  @Test
  void connect_without_a_query_string_has_no_such_fields() throws IOException {
    Handshake handshake = new Handshake(Map.of(), Map.of());
    JsonNode event = json(events.connect(context("$connect", "CONNECT"), handshake));

    assertThat(event.has("queryStringParameters")).isFalse();
    assertThat(event.has("multiValueQueryStringParameters")).isFalse();
  }

  @Test
  void a_message_has_its_body_and_id_and_no_headers() throws IOException {
    assertThat(json(events.message(context("chat", "MESSAGE"), "MESSAGEMESSAGE1=", "{\"a\":1}")))
        .isEqualTo(
            json(
                """
                {"requestContext":{"routeKey":"chat","eventType":"MESSAGE",
                  "extendedRequestId":"REQUESTREQUEST1=","requestTime":"03/Feb/2026:04:05:06 +0000",
                  "messageDirection":"IN","stage":"v1","connectedAt":1770091506789,
                  "requestTimeEpoch":1770091506790,"messageId":"MESSAGEMESSAGE1=",
                  "identity":{"userAgent":"browser","sourceIp":"192.0.2.7"},
                  "requestId":"REQUESTREQUEST1=","domainName":"api.example",
                  "connectionId":"L0SM9cOFvHcCIhw=","apiId":"abcdefghij"},
                 "body":"{\\"a\\":1}","isBase64Encoded":false}
                """));
  }

  @Test
  void disconnect_has_the_code_and_the_reason() throws IOException {
    JsonNode event = json(events.disconnect(context("$disconnect", "DISCONNECT"), 1005, "why"));

    assertThat(event.at("/requestContext/disconnectStatusCode").intValue()).isEqualTo(1005);
    assertThat(event.at("/requestContext/disconnectReason").textValue()).isEqualTo("why");
    assertThat(event.path("headers").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("Host", "x-api-key", "X-Forwarded-For", "x-restapi");
    assertThat(event.has("body")).isFalse();
  }

  @Test
  void stage_variables_are_given_where_there_are_any() throws IOException {
    Events with =
        new Events(
            new WebSocketApiModel(
                "a", "arn", "v1", "$request.body.x", Map.of(), Optional.empty(), Map.of("k", "v")));

    assertThat(
            json(with.message(context("chat", "MESSAGE"), "m", ""))
                .at("/stageVariables/k")
                .textValue())
        .isEqualTo("v");
  }
}
