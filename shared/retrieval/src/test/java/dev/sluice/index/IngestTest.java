package dev.sluice.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.session.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.ScoreDoc;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of documents to a published snapshot. */
class IngestTest {
  private static final TenantId SHOP = new TenantId("shop");

  @TempDir Path folder;
  private Path documents;
  private FolderIndexStore store;
  private WordsEmbedder embedder;
  private Ingest ingest;

  @BeforeEach
  void prepare() throws IOException {
    documents = Files.createDirectories(folder.resolve("documents"));
    store = new FolderIndexStore(folder.resolve("store"));
    embedder = new WordsEmbedder();
    ingest = ingest(store);
  }

  @Test
  void what_has_not_changed_is_neither_embedded_nor_published_again() throws IOException {
    write("a.md", "# A\n\nOne.");
    write("b.md", "# B\n\nTwo.");
    Published first = run().published();
    int calls = embedder.calls();

    IngestReport second = run();

    assertThat(second.changed()).isFalse();
    assertThat(second.published()).isEqualTo(first);
    assertThat(embedder.calls()).isEqualTo(calls);
  }

  @Test
  void a_row_that_changes_in_a_catalogue_is_the_only_one_embedded() throws IOException {
    write("c.csv", "id,title\n1,Kettle\n2,Lamp\n3,Grinder\n");
    run();
    write("c.csv", "id,title\n1,Kettle\n2,Desk lamp\n3,Grinder\n");

    assertThat(run().embedded()).isEqualTo(1);
    assertThat(titles()).containsExactlyInAnyOrder("Kettle", "Desk lamp", "Grinder");
  }

  @Test
  void a_renamed_file_is_found_under_its_new_name_without_embedding() throws IOException {
    write("a.md", "# A\n\nOne.");
    write("b.md", "# B\n\nTwo.");
    run();
    Files.move(documents.resolve("a.md"), documents.resolve("z.md"));

    IngestReport report = run();

    assertThat(report.embedded()).isZero();
    assertThat(report.removedFiles()).isEqualTo(1);
    assertThat(sources()).containsExactly("b.md", "z.md");
  }

  @Test
  void a_changed_mapping_makes_its_catalogue_new() throws IOException {
    write("c.csv", "id,title,name_de\n1,Kettle,Kessel\n");
    run();
    write("c.mapping.json", "{\"title\":\"name_de\"}");

    run();

    assertThat(titles()).containsExactly("Kessel");
  }

  @Test
  void any_order_of_changes_ends_in_the_index_of_a_fresh_build() throws IOException {
    Random random = new Random(42);
    for (int round = 0; round < 12; round++) {
      for (int change = 0; change < 8; change++) {
        Path file = documents.resolve("f" + random.nextInt(20) + ".md");
        if (random.nextInt(3) == 0) {
          Files.deleteIfExists(file);
        } else {
          Files.writeString(file, "# T" + random.nextInt(5) + "\n\nText " + random.nextInt(9));
        }
      }
      run();
      if (random.nextBoolean()) {
        run(); // the same event twice
      }
    }
    List<String> grown = contents(store);

    FolderIndexStore fresh = new FolderIndexStore(folder.resolve("fresh"));
    ingest(fresh).run(SHOP, new FolderSource(List.of(documents)), IndexProgress.NONE);

    assertThat(grown).isNotEmpty().isEqualTo(contents(fresh));
  }

  @Test
  void a_writer_that_is_overtaken_builds_upon_what_the_other_published() throws IOException {
    write("a.md", "# A\n\nOne.");
    run();
    AtomicInteger overtaken = new AtomicInteger();
    IndexStore racing =
        new Overtaken(
            store,
            () -> {
              if (overtaken.getAndIncrement() == 0) {
                write("other.md", "# Other\n\nOther.");
                run();
                write("late.md", "# Late\n\nLate.");
              }
            });
    write("b.md", "# B\n\nTwo.");

    IngestReport report =
        ingest(racing).run(SHOP, new FolderSource(List.of(documents)), IndexProgress.NONE);

    assertThat(report.complete()).isTrue();
    assertThat(overtaken.get()).isEqualTo(2);
    assertThat(sources()).containsExactly("a.md", "b.md", "late.md", "other.md");
  }

  @Test
  void a_run_out_of_time_publishes_what_it_has_and_the_next_ends_it() throws IOException {
    StringBuilder rows = new StringBuilder("id,title\n");
    for (int i = 0; i < 500; i++) {
      rows.append(i).append(",Article ").append(i).append('\n');
    }
    write("c.csv", rows.toString());
    AtomicInteger asked = new AtomicInteger();

    IngestReport part =
        ingest.run(
            SHOP,
            new FolderSource(List.of(documents)),
            IndexProgress.NONE,
            () -> asked.incrementAndGet() > 200);
    int embedded = embedder.calls();
    IngestReport rest = run();

    assertThat(part.complete()).isFalse();
    assertThat(part.published().manifest().snapshot()).isNotEmpty();
    assertThat(rest.complete()).isTrue();
    assertThat(embedder.calls()).isEqualTo(500).isGreaterThan(embedded);
    assertThat(sources()).hasSize(500);
    assertThat(contents(store)).hasSize(500);
  }

  @Test
  void a_damaged_snapshot_is_built_anew() throws IOException {
    write("a.md", "# A\n\nOne.");
    String name = run().published().manifest().snapshot();
    Path info = folder.resolve("store/shop/snapshots").resolve(name).resolve("snapshot.json");
    Files.writeString(info, "{}");

    IngestReport report = run();

    assertThat(report.changed()).isTrue();
    assertThat(sources()).containsExactly("a.md");
  }

  @Test
  void progress_grows_to_the_whole_and_counts_documents() throws IOException {
    write("a.csv", "id,title\n1,Kettle\n2,Lamp\n");
    write("b.md", "# B\n\nTwo.");
    List<IndexProgress.State> states = new ArrayList<>();

    ingest.run(SHOP, new FolderSource(List.of(documents)), states::add);

    assertThat(states).extracting(IndexProgress.State::doneBytes).isSorted();
    IndexProgress.State last = states.getLast();
    assertThat(last.doneBytes()).isEqualTo(last.totalBytes());
    assertThat(last.documents()).isEqualTo(3);
  }

  @Test
  void nothing_is_left_in_the_workspace_whether_it_ends_well_or_not() throws IOException {
    write("a.md", "# A\n\nOne.");
    run();
    DocumentSource failing = new FolderSource(List.of(folder.resolve("nowhere")));
    assertThatThrownBy(() -> ingest.run(SHOP, failing, IndexProgress.NONE))
        .isInstanceOf(IOException.class);

    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  @Test
  void several_folders_and_files_are_one_index() throws IOException {
    write("one/a.md", "# A\n\nOne.");
    write("two/a.md", "# A\n\nTwo.");
    write("three.md", "# C\n\nThree.");
    write("one/.hidden.md", "# H\n\nHidden.");

    ingest.run(
        SHOP,
        new FolderSource(
            List.of(
                documents.resolve("one"), documents.resolve("two"), documents.resolve("three.md"))),
        IndexProgress.NONE);

    assertThat(sources()).containsExactly("one/a.md", "three.md", "two/a.md");
  }

  private IngestReport run() throws IOException {
    return ingest.run(SHOP, new FolderSource(List.of(documents)), IndexProgress.NONE);
  }

  private Ingest ingest(IndexStore target) {
    return new Ingest(target, embedder, folder.resolve("work"), InstantSource.system(), 2);
  }

  private void write(String name, String content) throws IOException {
    Path file = documents.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private TreeSet<String> sources() throws IOException {
    TreeSet<String> sources = new TreeSet<>();
    stored(store).forEach((source, json) -> sources.add(source.split("#")[0]));
    return sources;
  }

  private List<String> titles() throws IOException {
    return stored(store).values().stream().map(json -> StoredPassage.parse(json).title()).toList();
  }

  private static List<String> contents(FolderIndexStore from) throws IOException {
    return stored(from).entrySet().stream()
        .map(entry -> entry.getKey().split("#")[0] + " " + entry.getValue())
        .sorted()
        .toList();
  }

  private static Map<String, String> stored(FolderIndexStore from) throws IOException {
    Map<String, String> all = new HashMap<>();
    Manifest manifest = from.current(SHOP).orElseThrow().manifest();
    Path directory = from.fetch(SHOP, manifest.snapshot(), Path.of("unused"));
    try (Snapshot snapshot = Snapshot.open(directory, manifest.digest())) {
      IndexSearcher searcher = snapshot.searcher();
      StoredFields fields = searcher.storedFields();
      for (ScoreDoc hit : searcher.search(MatchAllDocsQuery.INSTANCE, 10_000).scoreDocs) {
        String source = fields.document(hit.doc).get(IndexFields.SOURCE);
        all.put(source + "#" + hit.doc, fields.document(hit.doc).get(IndexFields.STORED));
      }
    }
    return all;
  }

  /** A store to which another writer publishes just before each publication. */
  private record Overtaken(IndexStore store, Race race) implements IndexStore {
    interface Race {
      void run() throws IOException;
    }

    @Override
    public List<TenantId> tenants() throws IOException {
      return store.tenants();
    }

    @Override
    public Optional<Published> current(TenantId tenant) throws IOException {
      return store.current(tenant);
    }

    @Override
    public Path fetch(TenantId tenant, String snapshot, Path workspace) throws IOException {
      return store.fetch(tenant, snapshot, workspace);
    }

    @Override
    public PublishOutcome publish(
        TenantId tenant, FinishedSnapshot snapshot, Optional<String> expected, Instant now)
        throws IOException {
      race.run();
      return store.publish(tenant, snapshot, expected, now);
    }

    @Override
    public int deleteUnused(TenantId tenant, Instant now) throws IOException {
      return store.deleteUnused(tenant, now);
    }
  }
}
