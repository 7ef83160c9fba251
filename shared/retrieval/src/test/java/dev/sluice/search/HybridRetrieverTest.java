package dev.sluice.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedding.MiniLmEmbedder;
import dev.sluice.index.FolderIndexStore;
import dev.sluice.index.FolderSource;
import dev.sluice.index.IndexProgress;
import dev.sluice.index.Ingest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The search in a snapshot. */
class HybridRetrieverTest extends RetrieverContract {
  @TempDir static Path folder;
  private static MiniLmEmbedder embedder;
  private static SnapshotCache snapshots;
  private static HybridRetriever retriever;

  @BeforeAll
  static void index_the_shop() throws IOException {
    embedder = new MiniLmEmbedder();
    FolderIndexStore store = new FolderIndexStore(folder.resolve("store"));
    Ingest ingest = new Ingest(store, embedder, folder.resolve("work"), InstantSource.system(), 2);
    FolderSource source = new FolderSource(List.of(Path.of("src/test/resources/shop")));
    assertThat(ingest.run(SHOP, source, IndexProgress.NONE).failures()).isEmpty();
    snapshots = new SnapshotCache(store, folder.resolve("cache"), InstantSource.system());
    retriever = new HybridRetriever(snapshots, embedder);
  }

  @AfterAll
  static void close() {
    snapshots.close();
    embedder.close();
  }

  @Override
  protected Retriever retriever() {
    return retriever;
  }
}
