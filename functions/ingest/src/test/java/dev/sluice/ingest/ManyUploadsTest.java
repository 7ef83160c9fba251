package dev.sluice.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.sluice.embedding.Embedder;
import dev.sluice.index.DocumentSource;
import dev.sluice.index.FolderIndexStore;
import dev.sluice.index.IndexProgress;
import dev.sluice.index.Ingest;
import dev.sluice.index.Manifest;
import dev.sluice.index.Snapshot;
import dev.sluice.log.EventLog;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.ScoreDoc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A busy day: ten thousand changes whose events come twice, late and in any order. */
class ManyUploadsTest {
  private static final TenantId SHOP = new TenantId("shop");
  private static final int CHANGES = 10_000;
  private static final int NAMES = 600;

  @TempDir Path folder;
  private final Random random = new Random(7);
  private final Bucket bucket = new Bucket();

  @Test
  void ten_thousand_uploads_in_any_order_end_in_the_index_of_a_fresh_build() throws IOException {
    DocumentChanges changes = changes();
    List<String> undelivered = new ArrayList<>();
    int deleted = 0;
    for (int change = 1; change <= CHANGES; change++) {
      String name = "f" + random.nextInt(NAMES) + ".md";
      if (random.nextInt(4) == 0) {
        bucket.delete(name);
        deleted++;
      } else {
        bucket.put(name, "# Title " + random.nextInt(50) + "\n\nText " + random.nextInt(9));
      }
      undelivered.add(name);
      if (random.nextInt(10) == 0) {
        undelivered.add(name); // the same event twice
      }
      if (change % 500 == 0) {
        deliver(undelivered, undelivered.size() * 2 / 3, changes);
      }
    }
    deliver(undelivered, undelivered.size(), changes);

    FolderIndexStore fresh = new FolderIndexStore(folder.resolve("fresh"));
    ingest(fresh).run(SHOP, bucket, IndexProgress.NONE);

    assertThat(deleted).isGreaterThan(2_000);
    assertThat(contents(store())).hasSizeGreaterThan(300).isEqualTo(contents(fresh));
    Manifest grown = manifest(store());
    assertThat(grown.documents()).isEqualTo(manifest(fresh).documents());
    assertThat(grown.chunks()).isEqualTo(manifest(fresh).chunks());
  }

  /** So many of the events in random order, at most a thousand at once as the queue does. */
  private void deliver(List<String> events, int count, DocumentChanges changes) {
    Collections.shuffle(events, random);
    for (int from = 0; from < count; from += 1_000) {
      SQSEvent event = new SQSEvent();
      event.setRecords(
          events.subList(from, Math.min(from + 1_000, count)).stream()
              .map(ManyUploadsTest::message)
              .toList());
      assertThat(changes.handle(event, () -> 900_000)).isEmpty();
    }
    events.subList(0, count).clear();
  }

  private static SQSEvent.SQSMessage message(String name) {
    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
    message.setMessageId(name);
    message.setBody(
        "{\"detail\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"documents/shop/"
            + name
            + "\"}}}");
    return message;
  }

  private DocumentChanges changes() {
    return new DocumentChanges(
        URI.create("s3://b/documents"),
        ingest(store()),
        tenant -> bucket,
        (tenant, refused) -> {},
        new EventLog(new PrintStream(OutputStream.nullOutputStream())));
  }

  private FolderIndexStore store() {
    return new FolderIndexStore(folder.resolve("store"));
  }

  private Ingest ingest(FolderIndexStore store) {
    return new Ingest(store, new Length(), folder.resolve("work"), InstantSource.system(), 1);
  }

  private static Manifest manifest(FolderIndexStore store) throws IOException {
    return store.current(SHOP).orElseThrow().manifest();
  }

  private static List<String> contents(FolderIndexStore store) throws IOException {
    List<String> contents = new ArrayList<>();
    Manifest manifest = manifest(store);
    Path directory = store.fetch(SHOP, manifest.snapshot(), Path.of("unused"));
    try (Snapshot snapshot = Snapshot.open(directory, manifest.digest())) {
      IndexSearcher searcher = snapshot.searcher();
      StoredFields fields = searcher.storedFields();
      for (ScoreDoc hit : searcher.search(MatchAllDocsQuery.INSTANCE, CHANGES).scoreDocs) {
        contents.add(
            fields.document(hit.doc).get("source") + " " + fields.document(hit.doc).get("stored"));
      }
    }
    Collections.sort(contents);
    return contents;
  }

  /** Objects by name; a version is new with each upload. Used by one thread. */
  private static final class Bucket implements DocumentSource {
    private final Map<String, String> objects = new TreeMap<>();
    private final Map<String, Integer> versions = new TreeMap<>();

    void put(String name, String content) {
      objects.put(name, content);
      versions.merge(name, 1, Integer::sum);
    }

    void delete(String name) {
      objects.remove(name);
    }

    @Override
    public Listing list() {
      return new Listing(
          objects.entrySet().stream()
              .map(
                  object ->
                      new SourceFile(
                          object.getKey(),
                          object.getValue().length(),
                          "v" + versions.get(object.getKey())))
              .toList(),
          List.of());
    }

    @Override
    public byte[] read(String name) throws IOException {
      String content = objects.get(name);
      if (content == null) {
        throw new NoSuchFileException(name);
      }
      return content.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** The meaning of a text is its length. */
  private static final class Length implements Embedder {
    @Override
    public float[] embed(String text) {
      return new float[] {0.1f, text.length() / 1_000f};
    }

    @Override
    public String id() {
      return "length";
    }
  }
}
