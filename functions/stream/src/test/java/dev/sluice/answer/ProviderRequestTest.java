package dev.sluice.answer;

import static dev.sluice.modelserver.Step.cut;
import static dev.sluice.modelserver.Step.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.answer.provider.Providers;
import dev.sluice.modelserver.ExchangeEnd;
import dev.sluice.modelserver.ModelRequest;
import dev.sluice.modelserver.Script;
import dev.sluice.settings.Settings;
import dev.sluice.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent to each provider, and what is left out once it was refused. */
class ProviderRequestTest {
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void deepseek_is_asked_not_to_think() {
    rig.ask();
    ModelRequest request = Rig.lastRequest(rig.deepSeek);
    assertThat(request.path()).isEqualTo("/chat/completions");
    assertThat(request.headers()).containsEntry("authorization", "Bearer key-of-deepseek");
    assertThat(request.body().path("model").asText()).isEqualTo("deepseek-flash");
    assertThat(request.body().at("/thinking/type").asText()).isEqualTo("disabled");
    assertThat(request.body().path("stream").asBoolean()).isTrue();
    assertThat(request.body().at("/stream_options/include_usage").asBoolean()).isTrue();
    assertThat(names(request.body()))
        .containsExactlyInAnyOrder(
            "model", "messages", "stream", "stream_options", "max_tokens", "thinking");
  }

  @Test
  void openai_is_asked_not_to_reason_and_its_answer_is_limited_by_its_newer_parameter() {
    rig.only("openai").ask();
    JsonNode body = Rig.lastRequest(rig.openAi).body();
    assertThat(body.path("reasoning_effort").asText()).isEqualTo("none");
    assertThat(names(body))
        .containsExactlyInAnyOrder(
            "model",
            "messages",
            "stream",
            "stream_options",
            "max_completion_tokens",
            "reasoning_effort");
  }

  @Test
  void gemini_is_sent_no_sampling_parameters() {
    rig.only("gemini").ask();
    assertThat(names(Rig.lastRequest(rig.gemini).body()))
        .containsExactlyInAnyOrder("model", "messages", "stream", "stream_options", "max_tokens");
  }

  @Test
  void any_compatible_endpoint_is_asked_by_setting_with_or_without_a_key() {
    rig.set("COMPATIBLE_BASE_URL", rig.gemini.url() + "/v1").set("COMPATIBLE_MODEL", "qwen");
    rig.only("compatible").ask();
    ModelRequest request = Rig.lastRequest(rig.gemini);
    assertThat(request.path()).isEqualTo("/v1/chat/completions");
    assertThat(request.model()).isEqualTo("qwen");
    assertThat(request.headers()).doesNotContainKey("authorization");
    rig.set("COMPATIBLE_API_KEY", "key").ask();
    assertThat(Rig.lastRequest(rig.gemini).headers()).containsEntry("authorization", "Bearer key");
  }

  @Test
  void a_parameter_that_is_refused_by_name_is_left_out_at_once_and_from_then_on() {
    rig.only("openai");
    ModelChain chain = rig.chain();
    String body =
        """
        {"error":{"message":"Unsupported value","type":"invalid_request_error",\
        "param":"reasoning_effort","code":"unsupported_value"}}\
        """;
    rig.openAi.enqueue(Script.json(400, body), Script.answer("Yes."));
    rig.ask(chain, "");
    assertThat(rig.text()).isEqualTo("Yes.");
    assertThat(rig.failures).isEmpty();
    assertThat(names(Rig.lastRequest(rig.openAi).body())).doesNotContain("reasoning_effort");
    rig.ask(chain, "");
    assertThat(rig.openAi.calls()).hasSize(3);
    assertThat(names(Rig.lastRequest(rig.openAi).body()))
        .doesNotContain("reasoning_effort")
        .contains("max_completion_tokens");
  }

  @Test
  void a_parameter_that_only_the_message_names_is_found_too() {
    rig.only("deepseek");
    rig.deepSeek.enqueue(
        Script.error(400, "invalid_request_error", "Unrecognized request argument: thinking"),
        Script.error(422, "invalid_request_error", "stream_options is not permitted"),
        Script.answer("Yes."));
    rig.ask();
    assertThat(rig.text()).isEqualTo("Yes.");
    assertThat(names(Rig.lastRequest(rig.deepSeek).body()))
        .containsExactlyInAnyOrder("model", "messages", "stream", "max_tokens");
  }

  @Test
  void deepseek_goes_on_from_the_text_itself_under_beta() {
    rig.only("deepseek").set("DEEPSEEK_PREFIX", "true");
    rig.deepSeek.enqueue(Script.of(text("Within "), cut()), Script.answer("30 days."));
    rig.ask();
    assertThat(rig.text()).isEqualTo("Within 30 days.");
    ModelRequest request = Rig.lastRequest(rig.deepSeek);
    assertThat(request.path()).isEqualTo("/beta/chat/completions");
    JsonNode last = request.body().path("messages").path(2);
    assertThat(last.path("role").asText()).isEqualTo("assistant");
    assertThat(last.path("content").asText()).isEqualTo("Within ");
    assertThat(last.path("prefix").asBoolean()).isTrue();
    assertThat(request.body().path("messages")).hasSize(3);
  }

  @Test
  void without_beta_the_answer_is_continued_in_the_ordinary_way() {
    rig.only("deepseek").set("DEEPSEEK_PREFIX", "true");
    rig.deepSeek.enqueue(
        Script.of(text("Within "), cut()),
        Script.error(404, "not_found", "no beta"),
        Script.answer("30 days."));
    rig.ask();
    assertThat(rig.text()).isEqualTo("Within 30 days.");
    assertThat(Rig.lastRequest(rig.deepSeek).path()).isEqualTo("/chat/completions");
    assertThat(Rig.lastRequest(rig.deepSeek).message(-1)).startsWith("Your answer broke off");
  }

  @Test
  void a_connection_is_kept_between_calls() {
    ModelChain chain = rig.chain();
    for (int i = 0; i < 3; i++) {
      rig.ask(chain, "");
      Rig.awaitEnd(rig.deepSeek, ExchangeEnd.FINISHED);
    }
    assertThat(rig.deepSeek.calls()).hasSize(3);
    await().until(() -> rig.deepSeek.openConnections() == 1);
  }

  @Test
  void a_request_on_a_connection_that_was_closed_meanwhile_is_sent_again() {
    ModelChain chain = rig.only("deepseek").chain();
    rig.ask(chain, "");
    Rig.awaitEnd(rig.deepSeek, ExchangeEnd.FINISHED);
    rig.pieces.clear();
    rig.deepSeek.enqueue(Script.of().after(cut()), Script.answer("Yes."));
    rig.ask(chain, "");
    assertThat(rig.text()).isEqualTo("Yes.");
    assertThat(rig.failures).isEmpty();
  }

  @Test
  void a_redirect_is_not_followed_with_the_key() {
    rig.deepSeek.enqueue(
        Script.error(307, "moved", "").with("Location", rig.openAi.url() + "/chat/completions"));
    rig.ask(rig.only("deepseek").chain(), "");
    assertThat(rig.openAi.calls()).isEmpty();
    assertThat(rig.failures).hasSize(1);
  }

  @Test
  void settings_that_are_wrong_are_named_all_at_once() {
    rig.set("MODELS", "deepseek, chatgpt")
        .set("DEEPSEEK_BASE_URL", "ftp://x")
        .set("OLLAMA_BASE_URL", "http://127.0.0.1:11434")
        .set("ANTHROPIC_API_KEY", "key")
        .set("STALL_TIMEOUT", "never");
    assertThatThrownBy(rig::chain)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("chatgpt")
        .hasMessageContaining("DEEPSEEK_BASE_URL")
        .hasMessageContaining("OLLAMA_MODEL")
        .hasMessageContaining("ANTHROPIC_MODEL")
        .hasMessageContaining("STALL_TIMEOUT");
  }

  private static List<String> names(JsonNode body) {
    List<String> names = new ArrayList<>();
    body.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void priming_lets_an_answer_come_and_asks_nobody() {
    Settings settings = new Settings(rig.environment);
    Providers providers = Providers.read(settings);
    providers.prime();
    assertThat(rig.deepSeek.calls()).isEmpty();
    assertThat(rig.deepSeek.openConnections()).isZero();
    assertThat(providers.models()).hasSize(3);
  }
}
