package dev.sluice.answer;

import static dev.sluice.modelserver.Step.cut;
import static dev.sluice.modelserver.Step.done;
import static dev.sluice.modelserver.Step.finish;
import static dev.sluice.modelserver.Step.raw;
import static dev.sluice.modelserver.Step.stall;
import static dev.sluice.modelserver.Step.text;
import static dev.sluice.modelserver.Step.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.modelserver.ExchangeEnd;
import dev.sluice.modelserver.ModelRequest;
import dev.sluice.modelserver.Script;
import dev.sluice.modelserver.ScriptedModelServer;
import dev.sluice.modelserver.Step;
import dev.sluice.session.FinishReason;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers with APIs of their own keep the same rules. */
class OtherProvidersTest {
  private final Rig rig = new Rig();
  private final ScriptedModelServer server = rig.openAi;

  @BeforeEach
  void configure() {
    rig.set("ANTHROPIC_API_KEY", "key-of-anthropic")
        .set("ANTHROPIC_BASE_URL", server.url() + "/v1")
        .set("ANTHROPIC_MODEL", "claude")
        .set("OLLAMA_BASE_URL", server.url().toString())
        .set("OLLAMA_MODEL", "qwen3");
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void anthropic_is_asked_in_its_own_way() {
    rig.only("anthropic").ask();
    ModelRequest request = Rig.lastRequest(server);
    assertThat(request.path()).isEqualTo("/v1/messages");
    assertThat(request.headers())
        .containsEntry("x-api-key", "key-of-anthropic")
        .containsKey("anthropic-version");
    assertThat(request.model()).isEqualTo("claude");
    assertThat(request.body().path("system").toString()).contains("You answer visitors' questions");
  }

  @Test
  void ollama_is_asked_in_its_own_way_with_room_for_the_passages() {
    rig.only("ollama").ask();
    ModelRequest request = Rig.lastRequest(server);
    assertThat(request.path()).isEqualTo("/api/chat");
    assertThat(request.model()).isEqualTo("qwen3");
    assertThat(request.body().path("think").asBoolean(true)).isFalse();
    assertThat(request.body().at("/options/num_ctx").asInt()).isEqualTo(16_384);
  }

  @ParameterizedTest
  @ValueSource(strings = {"anthropic", "ollama"})
  void an_answer_streams_with_its_counts_and_reason(String name) {
    server.enqueue(
        Script.of(
            new Step.EmptyChoices(),
            new Step.Reasoning("Hmm"),
            text("Grüße "),
            text("😀"),
            finish("length"),
            usage(5, 2),
            done()));
    ChainOutcome outcome = rig.only(name).ask();
    assertThat(rig.text()).isEqualTo("Grüße 😀");
    assertThat(outcome).isInstanceOf(ChainOutcome.Finished.class);
    ChainOutcome.Finished finished = (ChainOutcome.Finished) outcome;
    assertThat(finished.reason()).isEqualTo(FinishReason.LENGTH);
    assertThat(finished.usage().outputTokens()).isEqualTo(2);
    assertThat(finished.model()).startsWith(name + "/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"anthropic", "ollama"})
  void a_cut_is_no_end(String name) {
    server.enqueue(
        Script.of(text("Within "), new Step.CutInside("😀 x", 2)),
        Script.of(text("30 days"), finish("stop"), done()));
    rig.only(name).ask();
    assertThat(rig.text()).isEqualTo("Within 30 days");
    assertThat(rig.failures).hasSize(1).first().asString().contains(" BROKEN ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"anthropic", "ollama"})
  void a_stream_that_just_stops_is_no_end(String name) {
    server.enqueue(Script.of(text("Within ")), Script.of(text("30 days"), finish("stop"), done()));
    rig.only(name).ask();
    assertThat(rig.text()).isEqualTo("Within 30 days");
  }

  @ParameterizedTest
  @ValueSource(strings = {"anthropic", "ollama"})
  void garbage_breaks_the_answer(String name) {
    server.enqueue(
        Script.of(text("Within "), raw("event: content_block_delta\ndata: {\"x\n\n")),
        Script.of(text("30 days"), finish("stop"), done()));
    rig.only(name).ask();
    assertThat(rig.text()).isEqualTo("Within 30 days");
  }

  @ParameterizedTest
  @ValueSource(strings = {"anthropic", "ollama"})
  void a_wrong_key_or_name_is_misconfigured(String name) {
    server.enqueue(Script.error(404, "not_found_error", "model not found"));
    rig.only(name).ask();
    assertThat(rig.failures).hasSize(1).first().asString().contains(" MISCONFIGURED HTTP 404");
  }

  @ParameterizedTest
  @ValueSource(strings = {"anthropic", "ollama"})
  void a_call_is_ended_at_any_moment(String name) {
    server.enqueue(Script.answer("Never").after(stall()), Script.of(text("One "), stall()));
    rig.only(name);
    for (int pieces = 0; pieces < 2; pieces++) {
      int expected = pieces;
      ChainRun run = rig.prepare();
      CompletableFuture<ChainOutcome> outcome = rig.start(run);
      await().until(() -> server.openCalls() == 1 && rig.pieces.size() == expected);
      run.cancel();
      assertThat(outcome.join()).isEqualTo(new ChainOutcome.Cancelled());
      Rig.awaitEnd(server, ExchangeEnd.CLIENT_CLOSED);
    }
  }

  @Test
  void an_error_in_the_middle_breaks_the_answer() {
    server.enqueue(
        Script.of(
            text("Within "),
            raw(
                "event: error\n"
                    + "data: {\"type\":\"error\",\"error\":{\"type\":\"overloaded\"}}\n\n")),
        Script.of(text("30 days"), finish("stop"), done()));
    rig.only("anthropic").ask();
    assertThat(rig.text()).isEqualTo("Within 30 days");
    rig.pieces.clear();
    server.enqueue(
        Script.of(text("Within "), raw("{\"error\":\"out of memory\"}\n")),
        Script.of(text("30 days"), finish("stop"), done()));
    rig.only("ollama").ask();
    assertThat(rig.text()).isEqualTo("Within 30 days");
  }

  @Test
  void a_refusal_of_anthropic_is_passed_over() {
    server.enqueue(Script.of(finish("content_filter"), done()));
    rig.only("anthropic,deepseek");
    rig.deepSeek.enqueue(Script.answer("By DeepSeek"));
    rig.ask();
    assertThat(rig.text()).isEqualTo("By DeepSeek");
    assertThat(rig.failures).containsExactly("anthropic/claude REFUSED content filter");
  }

  @Test
  void what_is_configured_besides_the_three_is_asked_behind_them() {
    rig.deepSeek.enqueue(Script.error(500, "x", ""));
    rig.gemini.enqueue(Script.error(500, "x", ""));
    server.enqueue(Script.error(500, "x", ""), Script.of(cut()), Script.answer("By Ollama"));
    rig.ask();
    assertThat(rig.text()).isEqualTo("By Ollama");
    assertThat(server.calls())
        .extracting(call -> call.request().path())
        .containsExactly("/chat/completions", "/v1/messages", "/api/chat");
  }

  @Test
  void bedrock_is_asked_with_the_role_s_signature_and_no_key() {
    rig.set("AWS_ACCESS_KEY_ID", "AKID")
        .set("AWS_SECRET_ACCESS_KEY", "secret")
        .set("AWS_SESSION_TOKEN", "token")
        .set("AWS_REGION", "eu-central-1")
        .set("BEDROCK_BASE_URL", server.url().toString())
        .set("BEDROCK_MODEL", "openai.gpt-oss-120b");
    server.enqueue(Script.answer("By Bedrock"));
    rig.only("bedrock").ask();
    assertThat(rig.text()).isEqualTo("By Bedrock");
    ModelRequest request = Rig.lastRequest(server);
    assertThat(request.path()).isEqualTo("/v1/chat/completions");
    assertThat(request.headers().get("authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=AKID/")
        .contains("/eu-central-1/bedrock-mantle/aws4_request");
    assertThat(request.headers())
        .containsEntry("x-amz-security-token", "token")
        .containsKeys("x-amz-date", "x-amz-content-sha256");
  }

  @Test
  void claude_on_bedrock_is_asked_by_its_own_api() {
    rig.set("AWS_ACCESS_KEY_ID", "AKID")
        .set("AWS_SECRET_ACCESS_KEY", "secret")
        .set("BEDROCK_BASE_URL", server.url().toString())
        .set("BEDROCK_MODEL", "anthropic.claude");
    server.enqueue(Script.answer("By Claude"), Script.answer("Again"));
    rig.only("bedrock").ask();
    assertThat(rig.text()).isEqualTo("By Claude");
    assertThat(Rig.lastRequest(server).path()).isEqualTo("/anthropic/v1/messages");
    assertThat(Rig.lastRequest(server).headers()).doesNotContainKey("x-api-key");
    rig.set("BEDROCK_API_KEY", "bedrock-key").ask();
    assertThat(Rig.lastRequest(server).headers())
        .containsEntry("authorization", "Bearer bedrock-key")
        .doesNotContainKey("x-amz-date");
  }
}
