package dev.sluice.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedding.Embedder;
import dev.sluice.index.FeedFolder;
import dev.sluice.index.FolderIndexStore;
import dev.sluice.index.FolderSource;
import dev.sluice.index.IndexProgress;
import dev.sluice.index.Ingest;
import dev.sluice.index.TenantStatus;
import dev.sluice.index.WithFeeds;
import dev.sluice.index.WordsEmbedder;
import dev.sluice.log.EventLog;
import dev.sluice.session.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a laptop a fetched feed lives beside what was indexed by hand. */
class LocalIndexingTest {
  private static final TenantId DEMO = new TenantId("demo");

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private Embedder model = new WordsEmbedder();

  @TempDir Path folder;

  @BeforeEach
  void index_the_sample() throws IOException {
    write("shop/page.md", "# Returns\n\nWithin 30 days.");
    write("shop/more.md", "# Shipping\n\nIn a week.");
    index();
  }

  @Test
  void a_feed_adds_to_the_documents_that_were_indexed_and_does_not_replace_them()
      throws IOException {
    feed("id,title\n1,Kettle\n2,Lamp\n");

    look(Set.of(DEMO));

    assertThat(documents()).isEqualTo(4);
    feed("id,title\n1,Kettle\n");
    look(Set.of(DEMO));
    assertThat(documents()).isEqualTo(3);
  }

  @Test
  void indexing_by_hand_leaves_the_feed_s_documents_where_they_are() throws IOException {
    feed("id,title\n1,Kettle\n2,Lamp\n");
    look(Set.of(DEMO));
    Files.delete(folder.resolve("shop/more.md"));

    index();

    assertThat(documents()).isEqualTo(3);
  }

  @Test
  void what_an_earlier_process_has_fetched_and_not_indexed_is_indexed_at_the_first_look()
      throws IOException {
    feed("id,title\n1,Kettle\n");

    look(Set.of());

    assertThat(documents()).isEqualTo(3);
  }

  @Test
  void a_tenant_that_fails_is_tried_again_at_the_next_look() throws IOException {
    feed("id,title\n1,Kettle\n");
    LocalIndexing indexing = indexing();
    Path manifest = folder.resolve("store/demo/manifest.json");
    byte[] whole = Files.readAllBytes(manifest);
    Files.writeString(manifest, "{");
    indexing.bringUp(Set.of(DEMO));
    assertThat(logged.toString(StandardCharsets.UTF_8)).contains("ingest_failed");
    Files.write(manifest, whole);

    indexing.bringUp(Set.of());

    assertThat(documents()).isEqualTo(3);
  }

  @Test
  void an_index_of_another_model_is_not_made_anew_with_the_feed_alone() throws IOException {
    feed("id,title\n1,Kettle\n");
    model = new Renamed(model);

    look(Set.of(DEMO));

    assertThat(documents()).isEqualTo(2);
    assertThat(logged.toString(StandardCharsets.UTF_8)).contains("index all documents anew");
    index();
    assertThat(documents()).isEqualTo(3);
  }

  private void index() throws IOException {
    ingest(model)
        .run(
            DEMO,
            new WithFeeds(
                new FolderSource(List.of(folder.resolve("shop"))),
                FeedFolder.of(folder.resolve("documents/demo"))),
            IndexProgress.NONE);
  }

  private void look(Set<TenantId> changed) throws IOException {
    indexing().bringUp(changed);
  }

  private LocalIndexing indexing() {
    return new LocalIndexing(
        folder.resolve("documents"),
        this::ingest,
        () -> model,
        new EventLog(new PrintStream(logged, true, StandardCharsets.UTF_8)));
  }

  private Ingest ingest(Embedder embedder) {
    return new Ingest(store(), embedder, folder.resolve("work"), InstantSource.system(), 1);
  }

  private FolderIndexStore store() {
    return new FolderIndexStore(folder.resolve("store"));
  }

  private int documents() throws IOException {
    List<TenantStatus> all = TenantStatus.all(store(), folder.resolve("work"));
    return all.getFirst().served().orElseThrow().manifest().documents();
  }

  private void feed(String csv) throws IOException {
    write("documents/demo/feeds/products.csv", csv);
  }

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  /** The same model under another name. */
  private record Renamed(Embedder model) implements Embedder {
    @Override
    public float[] embed(String text) {
      return model.embed(text);
    }

    @Override
    public String id() {
      return "another";
    }
  }
}
