package dev.sluice.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.session.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.ScoreDoc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that publishes one snapshot after the other and is killed at any moment. */
class WriterKilledTest {
  private static final TenantId SHOP = new TenantId("shop");
  private static final int FILES = 20;
  private static final int KILLS = 6;

  @TempDir Path folder;

  /** Publishes round after round until it is killed; all files of a round say the same. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path documents = Files.createDirectories(folder.resolve("documents-" + arguments[1]));
    Ingest ingest =
        new Ingest(
            new FolderIndexStore(folder.resolve("store")),
            new WordsEmbedder(),
            folder.resolve("work"),
            InstantSource.system(),
            1);
    for (int round = 0; true; round++) {
      for (int file = 0; file < FILES; file++) {
        Files.writeString(
            documents.resolve(file + ".md"), "# Kettle\n\nround " + arguments[1] + "-" + round);
      }
      ingest.run(SHOP, new FolderSource(List.of(documents)), IndexProgress.NONE);
      System.out.println(round);
    }
  }

  @Test
  void wherever_a_writer_is_killed_a_whole_snapshot_is_served() throws Exception {
    Random random = new Random(3);
    Set<String> served = new HashSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      Process writer = start(kill);
      try (var rounds = writer.inputReader()) {
        for (int i = 0; i <= 1 + random.nextInt(5); i++) {
          assertThat(rounds.readLine()).isNotNull();
        }
        long until = System.nanoTime() + random.nextInt(60_000_000); // in the midst of a round
        while (System.nanoTime() < until) {
          Thread.onSpinWait();
        }
        writer.destroyForcibly();
        assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
      }
      served.add(onlyText());
    }
    assertThat(served).hasSize(KILLS);
  }

  /** What all passages of the served snapshot say, each file once. */
  private String onlyText() throws IOException {
    FolderIndexStore store = new FolderIndexStore(folder.resolve("store"));
    Manifest manifest = store.current(SHOP).orElseThrow().manifest();
    Path directory = store.fetch(SHOP, manifest.snapshot(), folder.resolve("read"));
    Set<String> texts = new HashSet<>();
    try (Snapshot snapshot = Snapshot.open(directory, manifest.digest())) {
      IndexSearcher searcher = snapshot.searcher();
      ScoreDoc[] hits = searcher.search(MatchAllDocsQuery.INSTANCE, 1_000).scoreDocs;
      assertThat(hits).hasSize(FILES);
      for (ScoreDoc hit : hits) {
        String stored = searcher.storedFields().document(hit.doc).get(IndexFields.STORED);
        texts.add(StoredPassage.parse(stored).content());
      }
    }
    assertThat(texts).hasSize(1);
    return texts.iterator().next();
  }

  private Process start(int number) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WriterKilledTest.class.getName(),
            folder.toString(),
            Integer.toString(number))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
