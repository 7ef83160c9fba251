package dev.sluice.index.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.index.DocumentSource;
import dev.sluice.index.FolderSource;
import dev.sluice.index.IndexProgress;
import dev.sluice.index.IndexStore;
import dev.sluice.index.IndexStoreContract;
import dev.sluice.index.Ingest;
import dev.sluice.index.Published;
import dev.sluice.index.Snapshot;
import dev.sluice.index.WordsEmbedder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The store in S3, through the real SDK over HTTP. */
class S3IndexStoreTest extends IndexStoreContract {
  private static final String SNAPSHOTS = "index/shop/snapshots/";

  private S3StandIn s3;

  @BeforeEach
  void start() throws IOException {
    s3 = new S3StandIn();
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  @Override
  protected IndexStore store() {
    return IndexStores.open(URI.create("s3://bucket/index"), s3.environment());
  }

  @Override
  protected void damage(String snapshot) {
    s3.damage(SNAPSHOTS + snapshot + ".zip");
  }

  @Override
  protected List<String> stored() {
    return s3.keys(SNAPSHOTS).stream()
        .map(key -> key.substring(SNAPSHOTS.length()).replace(".zip", ""))
        .toList();
  }

  @Test
  void documents_of_a_tenant_are_those_below_its_folder() throws IOException {
    s3.put("documents/shop/a.md", "# A");
    s3.put("documents/shop/sub/b.md", "# B");
    s3.put("documents/shop2/c.md", "# C");
    DocumentSource documents =
        IndexStores.documents(URI.create("s3://bucket/documents"), SHOP, s3.environment());

    assertThat(documents.list().files())
        .extracting(DocumentSource.SourceFile::name)
        .containsExactly("a.md", "sub/b.md");
    assertThat(new String(documents.read("sub/b.md"), StandardCharsets.UTF_8)).isEqualTo("# B");
  }

  @Test
  void an_object_put_again_has_another_version() throws IOException {
    DocumentSource documents =
        IndexStores.documents(URI.create("s3://bucket/documents"), SHOP, s3.environment());
    s3.put("documents/shop/a.md", "# A");
    String before = documents.list().files().getFirst().version();
    s3.put("documents/shop/a.md", "# A2");

    assertThat(documents.list().files().getFirst().version()).isNotEqualTo(before);
  }

  @Test
  void a_writer_that_dies_at_any_step_leaves_the_old_snapshot_or_the_new_one() throws IOException {
    Path documents = Files.createDirectories(folder.resolve("documents"));
    Files.writeString(documents.resolve("a.md"), "# Kettle\n\nround 0");
    assertThat(ingest(documents)).isTrue();
    boolean published = false;
    for (int step = 0; !published; step++) {
      Published before = store().current(SHOP).orElseThrow();
      Files.writeString(documents.resolve("a.md"), "# Kettle\n\nround " + (step + 1));
      s3.dieAfter(step);

      published = ingest(documents);
      s3.dieAfter(Integer.MAX_VALUE);

      Published served = store().current(SHOP).orElseThrow();
      assertThat(served.equals(before)).isEqualTo(!published);
      try (Snapshot whole = Snapshot.fetch(store(), SHOP, served.manifest(), folder)) {
        assertThat(whole.info().documents()).isEqualTo(1);
      }
      assertThat(step).as("steps of a publication").isLessThan(10);
    }
    assertThat(stored()).hasSizeGreaterThan(2); // the orphans of dead writers, deleted after a day
  }

  private boolean ingest(Path documents) {
    Ingest ingest =
        new Ingest(
            IndexStores.open(URI.create("s3://bucket/index"), s3.environment()),
            new WordsEmbedder(),
            folder.resolve("work"),
            InstantSource.system(),
            1);
    try {
      return ingest.run(SHOP, new FolderSource(List.of(documents)), IndexProgress.NONE).changed();
    } catch (IOException e) {
      return false;
    }
  }
}
