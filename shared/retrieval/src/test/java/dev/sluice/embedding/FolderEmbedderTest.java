package dev.sluice.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model from a folder; here the built-in one, put there. */
class FolderEmbedderTest {
  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void put_the_model_there() throws IOException {
    model = Files.createDirectories(folder.resolve("minilm"));
    copy("/all-minilm-l6-v2-q.onnx", "model.onnx");
    copy("/all-minilm-l6-v2-q-tokenizer.json", "tokenizer.json");
  }

  @Test
  void a_model_of_a_folder_gives_the_vectors_it_gives_anywhere() {
    try (Embedder own = Embedders.of(Map.of(Embedders.SETTING, model.toUri().toString()));
        Embedder builtIn = Embedders.of(Map.of())) {
      assertThat(own.embed("wireless headphones")).isEqualTo(builtIn.embed("wireless headphones"));
      assertThat(own.id()).startsWith("minilm:").isNotEqualTo(builtIn.id());
      assertThat(own.knows("de")).isTrue();
      assertThat(builtIn.knows("de")).isFalse();
    }
  }

  @Test
  void its_options_are_a_prefix_the_languages_and_the_length() throws IOException {
    Files.writeString(
        model.resolve("sluice.json"), "{\"prefix\":\"query: \",\"languages\":[\"en\",\"de\"]}");
    try (FolderEmbedder own = new FolderEmbedder(model);
        Embedder builtIn = new MiniLmEmbedder()) {
      assertThat(own.embed("kettle")).isEqualTo(builtIn.embed("query: kettle"));
      assertThat(own.knows("de")).isTrue();
      assertThat(own.knows("fr")).isFalse();
    }
  }

  @Test
  void a_folder_without_a_model_and_an_unknown_tokenizer_are_refused() throws IOException {
    assertThatThrownBy(() -> new FolderEmbedder(folder))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining(folder.toString());
    Files.writeString(model.resolve("tokenizer.json"), "{\"model\":{\"type\":\"BPE\"}}");
    assertThatThrownBy(() -> new FolderEmbedder(model))
        .isInstanceOf(EmbeddingException.class)
        .hasRootCauseMessage("Expected a WordPiece or Unigram tokenizer but got BPE");
    assertThatThrownBy(() -> Embedders.of(Map.of(Embedders.SETTING, "minilm")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("file:///folder");
    assertThatThrownBy(() -> Embedders.of(Map.of(Embedders.SETTING, "file:relative")))
        .isInstanceOf(SettingsException.class);
  }

  private void copy(String resource, String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(FolderEmbedderTest.class.getResourceAsStream(resource))) {
      Files.copy(in, model.resolve(name));
    }
  }
}
