package dev.sluice.bench;

import dev.sluice.document.Chunk;
import dev.sluice.index.DocumentSource.SourceFile;
import dev.sluice.index.FinishedSnapshot;
import dev.sluice.index.IndexedFile;
import dev.sluice.index.Int8;
import dev.sluice.index.Language;
import dev.sluice.index.SnapshotWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Writes a snapshot of invented passages. */
final class PassageIndex {
  private static final int PER_FILE = 1_000;
  private static final int PER_DOCUMENT = 5;

  private PassageIndex() {}

  static FinishedSnapshot write(Path folder, SyntheticShop shop, int passages, String embedder)
      throws IOException {
    try (SnapshotWriter writer = SnapshotWriter.fresh(folder, embedder)) {
      for (int from = 0; from < passages; from += PER_FILE) {
        int count = Math.min(PER_FILE, passages - from);
        SourceFile file = new SourceFile("pages-" + from, count, "1");
        writer.begin(file, Language.ENGLISH);
        for (int i = from; i < from + count; i++) {
          Chunk chunk = shop.passage(i);
          byte[] vector = Int8.of(ClusteredEmbedder.vector(i));
          writer.add(file, new SnapshotWriter.EmbeddedChunk(chunk, vector, Integer.toString(i)));
        }
        int documents = (count + PER_DOCUMENT - 1) / PER_DOCUMENT;
        writer.complete(file, new IndexedFile("1", documents, count, List.of(), 0));
      }
      return writer.finish(Clock.systemUTC().instant());
    }
  }
}
