package dev.sluice.answer.provider;

import static dev.sluice.modelserver.Step.cut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.answer.provider.ModelReport.Finding;
import dev.sluice.modelserver.Script;
import dev.sluice.modelserver.ScriptedModelServer;
import dev.sluice.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCheckTest {
  private final ScriptedModelServer server = ScriptedModelServer.start();
  private final Map<String, String> environment = new HashMap<>();

  ModelCheckTest() {
    environment.put("DEEPSEEK_API_KEY", "key");
    environment.put("DEEPSEEK_BASE_URL", server.url().toString());
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_name_in_the_provider_s_list_is_found() {
    server.listModels("deepseek-flash", "deepseek-v4-pro");
    assertThat(check().getFirst().finding()).isEqualTo(Finding.FOUND);
    assertThat(check().getFirst().isMisconfigured()).isFalse();
  }

  @Test
  void a_name_that_has_been_retired_is_told_with_those_that_exist() {
    environment.put("DEEPSEEK_MODEL", "deepseek-chat");
    server.listModels("deepseek-flash", "deepseek-v4-pro");
    ModelReport report = check().getFirst();
    assertThat(report.isMisconfigured()).isTrue();
    assertThat(report.sentence())
        .isEqualTo(
            "deepseek/deepseek-chat is not in the provider's list: deepseek-flash,"
                + " deepseek-v4-pro");
  }

  @ParameterizedTest
  @CsvSource({
    "400, KEY_REFUSED",
    "401, KEY_REFUSED",
    "403, KEY_REFUSED",
    "402, NOT_PAID",
    "404, NO_LIST",
    "500, UNREACHABLE",
    "429, UNREACHABLE"
  })
  void a_status_tells_what_is_wrong(int status, Finding finding) {
    server.answerModelsWith(Script.error(status, "x", "x"));
    assertThat(check().getFirst().finding()).isEqualTo(finding);
  }

  @Test
  void a_provider_that_hangs_up_or_sends_garbage_is_told() {
    server.answerModelsWith(Script.of().after(cut()));
    assertThat(check().getFirst().finding()).isEqualTo(Finding.UNREACHABLE);
    server.answerModelsWith(Script.json(200, "<html>"));
    assertThat(check().getFirst().finding()).isEqualTo(Finding.NO_LIST);
  }

  @Test
  void all_providers_are_asked_in_their_order_each_in_its_way() {
    environment.put("GEMINI_API_KEY", "key");
    environment.put("GEMINI_BASE_URL", server.url().toString());
    environment.put("OLLAMA_BASE_URL", server.url().toString());
    environment.put("OLLAMA_MODEL", "qwen3");
    environment.put("ANTHROPIC_API_KEY", "key");
    environment.put("ANTHROPIC_BASE_URL", server.url() + "/v1");
    environment.put("ANTHROPIC_MODEL", "claude");
    environment.put("BEDROCK_BASE_URL", server.url().toString());
    environment.put("BEDROCK_MODEL", "anthropic.claude");
    environment.put("AWS_ACCESS_KEY_ID", "AKID");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    server.listModels(
        "anthropic.claude",
        "deepseek-flash",
        "models/gemini-3.5-flash-lite",
        "qwen3:latest",
        "claude");
    assertThat(check())
        .extracting(report -> report.model() + " " + report.finding())
        .containsExactly(
            "deepseek/deepseek-flash FOUND",
            "gemini/gemini-3.5-flash-lite FOUND",
            "anthropic/claude FOUND",
            "bedrock/anthropic.claude FOUND",
            "ollama/qwen3 FOUND");
  }

  @Test
  void an_ollama_on_this_machine_is_found_with_its_models() {
    server.listModels("qwen3:latest");
    assertThat(ModelCheck.findOllama(server.url())).containsExactly("qwen3:latest");
    server.close();
    assertThat(ModelCheck.findOllama(server.url())).isEmpty();
  }

  private List<ModelReport> check() {
    Settings settings = new Settings(environment);
    List<ModelReport> reports = Providers.read(settings).check();
    settings.check();
    return reports;
  }
}
