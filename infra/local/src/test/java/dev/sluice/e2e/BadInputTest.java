package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.modelserver.Script;
import dev.sluice.session.ApiKey;
import dev.sluice.session.Limits;
import dev.sluice.session.Permission;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a client sends is answered, costs no model call and leaves the connection usable. */
final class BadInputTest {
  private static LocalSluice sluice;

  @BeforeAll
  static void start() throws Exception {
    sluice = LocalSluice.start();
  }

  @AfterAll
  static void stop() {
    sluice.close();
  }

  @ParameterizedTest(name = "{0} is answered {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not json                                      | invalid_message",
        "[1,2]                                         | invalid_message",
        "42                                            | invalid_message",
        "`\"text\"`                                    | invalid_message",
        "` `                                           | invalid_message",
        "{}                                            | question_required",
        "{\"question\":\"\"}                           | question_required",
        "{\"question\":\"   \"}                        | question_required",
        "{\"question\":7}                              | invalid_message",
        "{\"question\":\"q\",\"stream\":\"yes\"}       | invalid_message",
        "{\"question\":\"q\",\"humanize\":1}           | invalid_message",
        "{\"question\":\"q\",\"top_k\":21}             | invalid_message",
        "{\"question\":\"q\",\"session_id\":5}         | invalid_message",
        "{\"question\":\"q\",\"stream_id\":\"mine\"}   | invalid_message",
        "{\"question\":\"q\",\"context\":[]}           | invalid_message",
        "{\"action\":\"dance\"}                        | unknown_action",
        "{\"action\":7,\"question\":\"q\"}             | invalid_message",
        "{\"action\":\"resume\"}                       | invalid_message"
      })
  void a_bad_message(String message, String code) throws Exception {
    int calls = sluice.model().calls().size();
    try (PlainClient client = sluice.connect()) {
      client.send(message);
      JsonNode error = client.next("error");
      assertThat(error.path("code").asText()).isEqualTo(code);
      assertThat(error.path("message").asText()).isNotBlank();
      assertThat(sluice.model().calls()).hasSize(calls);

      sluice.model().enqueue(Script.answer("Still here."));
      client.send("{\"question\":\"What is your return policy?\"}");
      assertThat(PlainClient.text(client.untilEnd())).isEqualTo("Still here.");
    }
  }

  @Test
  void a_question_that_is_too_long_is_told_the_limit_and_what_came() throws Exception {
    try (PlainClient client = sluice.connect()) {
      client.send("{\"question\":\"" + "q".repeat(4_001) + "\"}");
      JsonNode error = client.next("error");
      assertThat(error.path("code").asText()).isEqualTo("question_too_long");
      assertThat(error.path("message").asText()).contains("'question'", "4000", "4001");
    }
  }

  @Test
  void a_message_nested_too_deeply_is_refused() throws Exception {
    try (PlainClient client = sluice.connect()) {
      client.send("{\"question\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}");
      assertThat(client.next("error").path("code").asText()).isEqualTo("invalid_message");
    }
  }

  @Test
  void a_binary_message_closes_with_1003() throws Exception {
    try (PlainClient client = sluice.connect()) {
      client.sendBinary(new byte[] {1, 2, 3});
      assertThat(client.closeCode()).isEqualTo(1003);
    }
  }

  @Test
  void a_message_of_130_KB_closes_with_1009() throws Exception {
    try (PlainClient client = sluice.connect()) {
      client.send("{\"question\":\"" + "q".repeat(130 * 1024) + "\"}");
      assertThat(client.closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void a_handshake_without_a_token_is_refused_with_401() {
    assertRefused(URI.create("ws://localhost:" + sluice.stack().port() + "/ws/query"), 401);
  }

  @Test
  void a_handshake_with_an_unknown_token_is_refused_with_401() {
    assertRefused(sluice.olderUrl("nobody-knows-this"), 401);
  }

  @Test
  void a_handshake_with_a_disabled_key_is_refused_with_401() {
    sluice.allow(LocalSluice.key("disabled-key", EnumSet.allOf(Permission.class), true));
    assertRefused(sluice.olderUrl("disabled-key"), 401);
  }

  @Test
  void a_key_that_is_bound_to_pages_is_refused_elsewhere_with_403() {
    ApiKey anywhere = LocalSluice.key("bound-key", EnumSet.allOf(Permission.class), false);
    sluice.allow(
        new ApiKey(
            anywhere.hash(),
            "bound",
            anywhere.principal(),
            List.of("https://shop.example"),
            false,
            anywhere.createdAt()));
    assertRefused(sluice.olderUrl("bound-key"), 403);
  }

  @Test
  void a_key_without_permission_to_generate_gets_the_passages() throws Exception {
    sluice.allow(LocalSluice.key("search-key", Set.of(Permission.SEARCH), false));
    try (PlainClient client = PlainClient.connect(sluice.olderUrl("search-key"))) {
      client.send("{\"question\":\"What is your return policy?\"}");
      assertThat(PlainClient.types(client.untilEnd()))
          .containsExactly("status", "immediate", "chunks", "complete");
    }
  }

  @Test
  void too_many_questions_in_a_minute_are_told_when_to_come_back() throws Exception {
    sluice.allow(
        LocalSluice.key("slow-key", EnumSet.allOf(Permission.class), false, new Limits(1, 1_000)));
    try (PlainClient client = PlainClient.connect(sluice.olderUrl("slow-key"))) {
      List<JsonNode> frames = List.of();
      for (int i = 0; i < 3 && frames.stream().noneMatch(f -> f.has("retry_after_ms")); i++) {
        client.send("{\"question\":\"What is your return policy?\",\"humanize\":false}");
        frames = client.untilEnd();
      }
      assertThat(frames.getLast().path("code").asText()).isEqualTo("rate_limited");
      assertThat(frames.getLast().path("retry_after_ms").asLong()).isBetween(0L, 60_000L);
    }
  }

  private static void assertRefused(URI url, int status) {
    assertThatThrownBy(() -> PlainClient.connect(url))
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(status));
  }
}
