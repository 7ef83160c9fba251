package dev.sluice.e2e;

import static dev.sluice.deploy.ScriptedAws.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.deploy.ScriptedAws;
import dev.sluice.modelserver.Script;
import dev.sluice.standin.Stack;
import dev.sluice.standin.StackOptions;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys that are kept in Parameter Store reach the functions that need them, and only those. */
@Timeout(120)
final class SecretsTest {
  private static final String QUESTION =
      "{\"question\":\"What is your return policy?\",\"stream_id\":\"%s\"}";

  private ScriptedAws aws;

  @BeforeEach
  void start() throws Exception {
    aws = new ScriptedAws();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private LocalSluice sluice(Map<String, String> settings) throws Exception {
    Map<String, String> all = new HashMap<>(settings);
    all.put("SECRETS_PATH", "/shop/secrets");
    return LocalSluice.start(
        all,
        options ->
            options.extraEnvironment(
                Map.of("AWS_ENDPOINT_URL_SSM", aws.environment().get("AWS_ENDPOINT_URL_SSM"))));
  }

  @Test
  void a_models_key_that_only_parameter_store_has_is_the_one_that_the_model_is_asked_with()
      throws Exception {
    aws.on(
        "GetParametersByPath",
        json(
            "{\"Parameters\":[{\"Name\":\"/shop/secrets/DEEPSEEK_API_KEY\","
                + "\"Value\":\"kept-key\"}]}"));
    try (LocalSluice sluice = sluice(Map.of("DEEPSEEK_API_KEY", ""));
        PlainClient client = sluice.connect()) {
      sluice.model().enqueue(Script.answer("Within 30 days [1]."));
      client.send(QUESTION.formatted(LocalSluice.newId())).untilEnd();

      assertThat(sluice.model().calls())
          .singleElement()
          .satisfies(
              call ->
                  assertThat(call.request().headers())
                      .containsEntry("authorization", "Bearer kept-key"));
      assertThat(aws.calls("GetParametersByPath"))
          .as("connect and stream, at each try to start")
          .hasSizeGreaterThanOrEqualTo(2)
          .allMatch(call -> call.contains("\"Path\":\"/shop/secrets\""));
    }
  }

  @Test
  void a_key_in_the_environment_goes_before_the_one_that_is_kept() throws Exception {
    aws.on(
        "GetParametersByPath",
        json(
            "{\"Parameters\":[{\"Name\":\"/shop/secrets/DEEPSEEK_API_KEY\","
                + "\"Value\":\"kept-key\"}]}"));
    try (LocalSluice sluice = sluice(Map.of("DEEPSEEK_API_KEY", "own-key"));
        PlainClient client = sluice.connect()) {
      sluice.model().enqueue(Script.answer("Within 30 days [1]."));
      client.send(QUESTION.formatted(LocalSluice.newId())).untilEnd();

      assertThat(sluice.model().calls().getFirst().request().headers())
          .containsEntry("authorization", "Bearer own-key");
    }
  }

  @Test
  void a_function_that_may_not_read_its_secrets_does_not_start_as_if_there_were_none() {
    aws.on(
        "GetParametersByPath",
        new ScriptedAws.Answer(
            400, "{\"__type\":\"AccessDeniedException\",\"message\":\"may not read\"}"));
    assertThatThrownBy(() -> sluice(Map.of()).close()).hasMessageContaining("may not read");
  }

  @Test
  void the_key_of_an_embedding_model_is_read_by_the_functions_that_embed() {
    StackOptions options =
        StackOptions.of(LocalSluice.root().resolve("infra/template.yaml"), Clock.systemUTC())
            .stackName("keys")
            .parameters(Map.of("EmbeddingModel", "openai:text-embedding-3-small"))
            .secureParameters(Map.of("/keys/embedding/OPENAI_API_KEY", "kept-key"))
            .build();
    try (Stack stack = Stack.start(options)) {
      assertThat(stack.permissions().denials()).isEmpty();
    }
  }

  @Test
  void without_the_key_of_its_embedding_model_a_function_says_which_setting_it_lacks() {
    StackOptions options =
        StackOptions.of(LocalSluice.root().resolve("infra/template.yaml"), Clock.systemUTC())
            .stackName("keys")
            .parameters(Map.of("EmbeddingModel", "openai:text-embedding-3-small"))
            .build();
    assertThatThrownBy(() -> Stack.start(options).close()).hasMessageContaining("OPENAI_API_KEY");
  }
}
