package dev.sluice.embedding.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.embedding.Embedder;
import dev.sluice.embedding.Embedders;
import dev.sluice.settings.SettingsException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which model a setting means, seen from the provider. */
class RemoteModelsTest {
  private EmbeddingServer server;

  @BeforeEach
  void start() throws IOException {
    server = new EmbeddingServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void openai_is_asked_with_its_key_for_short_vectors_where_the_model_gives_them() {
    Embedder model =
        model("openai:text-embedding-3-small", "OPENAI_API_KEY", "k", "OPENAI_BASE_URL", "/v1");

    assertThat(model.embed("four")).hasSize(4);

    assertThat(asked().path()).isEqualTo("/v1/embeddings");
    assertThat(asked().headers()).containsEntry("Authorization", List.of("Bearer k"));
    assertThat(asked().body().toString())
        .isEqualTo(
            "{\"model\":\"text-embedding-3-small\",\"input\":[\"four\"],\"dimensions\":768}");
    assertThat(model.id()).isEqualTo("openai:text-embedding-3-small@768");
    assertThat(model.knows("ja")).isTrue();
  }

  @Test
  void gemini_is_asked_through_its_endpoint_for_that_api() {
    model("gemini:gemini-embedding-001", "GEMINI_API_KEY", "k", "GEMINI_BASE_URL", "/g/openai/")
        .embed("four");

    assertThat(asked().path()).isEqualTo("/g/openai/embeddings");
    assertThat(asked().body().path("dimensions").asInt()).isEqualTo(768);
  }

  @Test
  void any_other_server_needs_an_address_and_no_key() {
    model("compatible:bge-m3", "COMPATIBLE_BASE_URL", "/v1").embed("four");
    assertThat(asked().path()).isEqualTo("/v1/embeddings");
    assertThat(asked().headers()).doesNotContainKey("Authorization");
    assertThat(asked().body().has("dimensions")).isFalse();

    model("ollama:nomic-embed-text", "OLLAMA_BASE_URL", "/o").embed("four");
    assertThat(asked().path()).isEqualTo("/o/v1/embeddings");
  }

  @Test
  void titan_on_bedrock_is_asked_one_by_one_with_a_signature() {
    Embedder model =
        model(
            "bedrock:amazon.titan-embed-text-v2:0",
            "EMBEDDING_BASE_URL",
            "",
            "EMBEDDING_DIMENSIONS",
            "256",
            "AWS_REGION",
            "eu-central-1",
            "AWS_ACCESS_KEY_ID",
            "id",
            "AWS_SECRET_ACCESS_KEY",
            "secret");

    assertThat(model.embedAll(List.of("one", "four"))).hasSize(2);

    assertThat(server.requests()).hasSize(2);
    assertThat(asked().path()).isEqualTo("/model/amazon.titan-embed-text-v2%3A0/invoke");
    assertThat(asked().body().toString()).isEqualTo("{\"inputText\":\"four\",\"dimensions\":256}");
    assertThat(asked().headers().get("Authorization").getFirst())
        .startsWith("AWS4-HMAC-SHA256 Credential=id/")
        .contains("/eu-central-1/bedrock/aws4_request");
    assertThat(model.id()).isEqualTo("bedrock:amazon.titan-embed-text-v2:0@256");
  }

  @Test
  void cohere_on_bedrock_is_told_what_is_a_question_and_takes_a_key() {
    Embedder model =
        model("bedrock:cohere.embed-v4:0", "EMBEDDING_BASE_URL", "", "BEDROCK_API_KEY", "k");

    model.embed("four");
    assertThat(asked().body().path("input_type").asText()).isEqualTo("search_query");
    assertThat(model.embedAll(List.of("one", "four"))).hasSize(2);

    assertThat(server.requests()).hasSize(2);
    assertThat(asked().body().path("input_type").asText()).isEqualTo("search_document");
    assertThat(asked().body().path("output_dimension").asInt()).isEqualTo(1024);
    assertThat(asked().headers()).containsEntry("Authorization", List.of("Bearer k"));
  }

  @Test
  void what_is_missing_or_unknown_is_named_together() {
    assertThatThrownBy(
            () ->
                Embedders.of(Map.of(Embedders.SETTING, "openai:m", "EMBEDDING_DIMENSIONS", "9000")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("OPENAI_API_KEY", "EMBEDDING_DIMENSIONS");
    assertThatThrownBy(() -> Embedders.of(Map.of(Embedders.SETTING, "compatible:m")))
        .hasMessageContaining("COMPATIBLE_BASE_URL");
    assertThatThrownBy(() -> Embedders.of(Map.of(Embedders.SETTING, "voyage:m")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(Embedders.SETTING, "voyage:m", "bedrock:");
    assertThatThrownBy(() -> Embedders.of(Map.of(Embedders.SETTING, "openai:")))
        .isInstanceOf(SettingsException.class);
  }

  private EmbeddingServer.Request asked() {
    return server.requests().getLast();
  }

  /** A model by its place and settings, of which those that are addresses are the server's. */
  private Embedder model(String place, String... settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put(Embedders.SETTING, place);
    for (int i = 0; i < settings.length; i += 2) {
      String value = settings[i + 1];
      environment.put(settings[i], settings[i].endsWith("_URL") ? server.url() + value : value);
    }
    return Embedders.of(environment);
  }
}
