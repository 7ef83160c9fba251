package dev.sluice.embedding.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.embedding.Embedder;
import dev.sluice.embedding.EmbeddingException;
import dev.sluice.index.FolderIndexStore;
import dev.sluice.index.FolderSource;
import dev.sluice.index.IndexProgress;
import dev.sluice.index.Ingest;
import dev.sluice.index.IngestReport;
import dev.sluice.search.HybridRetriever;
import dev.sluice.search.Retrieval;
import dev.sluice.search.SearchRequest;
import dev.sluice.search.SnapshotCache;
import dev.sluice.session.TenantId;
import dev.sluice.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop whose texts are embedded by a provider: indexed, asked, and asked while it is gone. */
class RemoteSearchTest {
  private static final TenantId SHOP = new TenantId("shop");

  @TempDir Path folder;
  private EmbeddingServer server;
  private FolderIndexStore store;
  private SnapshotCache snapshots;

  @BeforeEach
  void start() throws IOException {
    server = new EmbeddingServer();
    store = new FolderIndexStore(folder.resolve("store"));
    snapshots = new SnapshotCache(store, folder.resolve("cache"), InstantSource.system());
    StringBuilder csv = new StringBuilder("id,title\n");
    for (int i = 0; i < 100; i++) {
      csv.append("A-%d,Kettle number %d of %s%n".formatted(i, i, "x".repeat(i)));
    }
    Files.createDirectories(folder.resolve("shop"));
    Files.writeString(folder.resolve("shop/all.csv"), csv);
  }

  @AfterEach
  void stop() {
    snapshots.close();
    server.close();
  }

  @Test
  void a_catalogue_is_embedded_in_batches_once_and_its_model_is_kept_in_the_snapshot()
      throws IOException {
    assertThat(index(model("one")).embedded()).isEqualTo(100);
    assertThat(server.requests()).hasSize(2);

    assertThat(index(model("one")).changed()).isFalse();
    assertThat(server.requests()).hasSize(2);
    assertThat(ask(model("one")).strategy()).isEqualTo("hybrid");
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void a_question_to_an_index_of_another_model_is_searched_by_words_and_the_model_not_asked()
      throws IOException {
    index(model("one"));
    int before = server.requests().size();

    Retrieval found = ask(model("two"));

    assertThat(found.strategy()).isEqualTo("lexical");
    assertThat(found.passages().getFirst().source()).isEqualTo("A-42");
    assertThat(server.requests()).hasSize(before);
  }

  @Test
  void a_question_to_a_model_that_fails_is_searched_by_words() throws IOException {
    index(model("one"));
    server.next(500, "");
    server.next(500, "");

    Retrieval found = ask(model("one"));

    assertThat(found.strategy()).isEqualTo("lexical");
    assertThat(found.passages().getFirst().source()).isEqualTo("A-42");
  }

  @Test
  void vectors_of_another_length_than_the_index_s_are_not_compared() throws IOException {
    index(model("one"));
    server.dimensions(3);

    assertThat(ask(model("one")).strategy()).isEqualTo("lexical");
  }

  @Test
  void a_model_that_refuses_leaves_the_index_as_it_was() throws IOException {
    index(model("one"));
    Files.writeString(folder.resolve("shop/more.md"), "# More\n\nText.");
    server.next(401, "");

    assertThatThrownBy(() -> index(model("one"))).isInstanceOf(EmbeddingException.class);

    assertThat(store.current(SHOP).orElseThrow().manifest().documents()).isEqualTo(100);
  }

  private Embedder model(String name) {
    Settings settings = new Settings(Map.of("COMPATIBLE_BASE_URL", server.url() + "/v1"));
    return RemoteModels.read(settings, "EMBEDDING_MODEL", "compatible:" + name).orElseThrow();
  }

  private IngestReport index(Embedder model) throws IOException {
    return new Ingest(store, model, folder.resolve("work"), InstantSource.system(), 1)
        .run(SHOP, new FolderSource(List.of(folder.resolve("shop"))), IndexProgress.NONE);
  }

  private Retrieval ask(Embedder model) {
    return new HybridRetriever(snapshots, model)
        .retrieve(SearchRequest.of(SHOP, "kettle number 42", 5));
  }
}
