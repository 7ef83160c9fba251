package dev.sluice.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.index.FinishedSnapshot;
import dev.sluice.index.FolderIndexStore;
import dev.sluice.index.FolderSource;
import dev.sluice.index.IndexProgress;
import dev.sluice.index.IndexStore;
import dev.sluice.index.Ingest;
import dev.sluice.index.PublishOutcome;
import dev.sluice.index.Published;
import dev.sluice.index.WordsEmbedder;
import dev.sluice.session.Passage;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots are replaced while questions run. */
class SnapshotCacheTest {
  private static final TenantId SHOP = new TenantId("shop");

  @TempDir Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private final InstantSource clock = now::get;
  private final WordsEmbedder embedder = new WordsEmbedder();
  private Watched store;
  private SnapshotCache cache;
  private HybridRetriever retriever;

  @BeforeEach
  void open() {
    store = new Watched(new FolderIndexStore(folder.resolve("store")));
    cache = new SnapshotCache(store, folder.resolve("cache"), clock);
    retriever = new HybridRetriever(cache, embedder);
  }

  @AfterEach
  void close() {
    cache.close();
  }

  @Test
  void a_question_a_second_later_sees_what_was_published() throws IOException {
    publish("kettle one");
    assertThat(ask()).containsExactly("kettle one");
    publish("kettle two");
    assertThat(ask()).containsExactly("kettle one");

    later(1);

    assertThat(ask()).containsExactly("kettle two");
  }

  @Test
  void a_refresh_sees_at_once_what_was_published() throws IOException {
    publish("kettle one");
    ask();
    publish("kettle two");

    retriever.refresh(SHOP);

    assertThat(ask()).containsExactly("kettle two");
  }

  @Test
  void the_manifest_is_looked_at_once_a_second_however_many_ask() throws IOException {
    publish("kettle one");
    ask();
    int looks = store.looks.get();
    for (int i = 0; i < 20; i++) {
      ask();
    }
    assertThat(store.looks.get()).isEqualTo(looks);

    later(1);
    ask();
    ask();

    assertThat(store.looks.get()).isEqualTo(looks + 1);
  }

  @Test
  void the_first_publication_is_seen_by_a_tenant_that_had_none() throws IOException {
    assertThat(ask()).isEmpty();
    publish("kettle one");
    later(1);

    assertThat(ask()).containsExactly("kettle one");
  }

  @Test
  void a_question_does_not_wait_for_a_snapshot_that_takes_long_to_open() throws IOException {
    publish("kettle one");
    ask();
    publish("kettle two");
    later(1);
    CountDownLatch arrival = new CountDownLatch(1);
    store.beforeFetch.set(arrival);

    assertThat(ask()).containsExactly("kettle one");

    arrival.countDown();
    await().untilAsserted(() -> assertThat(ask()).containsExactly("kettle two"));
  }

  @Test
  void a_damaged_snapshot_is_never_served_and_the_one_before_stays() throws IOException {
    publish("kettle one");
    ask();
    damage(publish("kettle two"));
    later(1);
    assertThat(ask()).containsExactly("kettle one");

    publish("kettle three");
    later(1);

    assertThat(ask()).containsExactly("kettle three");
  }

  @Test
  void a_store_that_fails_leaves_what_is_open_and_is_reported_when_nothing_is() throws IOException {
    publish("kettle one");
    ask();
    store.failing.set(true);
    later(1);
    assertThat(ask()).containsExactly("kettle one");

    try (SnapshotCache empty = new SnapshotCache(store, folder.resolve("other"), clock)) {
      HybridRetriever cold = new HybridRetriever(empty, embedder);
      assertThatThrownBy(() -> cold.retrieve(SearchRequest.of(SHOP, "kettle", 3)))
          .isInstanceOf(RetrievalException.class);
      cold.refresh(SHOP);

      store.failing.set(false);
      later(1);
      assertThat(cold.retrieve(SearchRequest.of(SHOP, "kettle", 3)).passages()).hasSize(1);
    }
  }

  @Test
  void no_question_fails_and_none_sees_a_mixture_while_snapshots_are_replaced() throws Exception {
    publish("kettle 0", "kettle 0 too", "kettle 0 also");
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger asked = new AtomicInteger();
    ConcurrentLinkedQueue<Object> wrong = new ConcurrentLinkedQueue<>();
    List<Thread> clients =
        java.util.stream.IntStream.range(0, 8)
            .mapToObj(i -> Thread.ofVirtual().start(() -> askUntil(done, asked, wrong)))
            .toList();
    for (int round = 1; round <= 25; round++) {
      String text = "kettle " + round;
      publish(text, text + " too", text + " also");
      later(1);
      int before = asked.get();
      await().until(() -> asked.get() > before + 8);
    }
    done.set(true);
    for (Thread client : clients) {
      client.join();
    }

    assertThat(wrong).isEmpty();
    later(1);
    assertThat(ask()).allMatch(text -> text.startsWith("kettle 25"));
  }

  private void askUntil(
      AtomicBoolean done, AtomicInteger asked, ConcurrentLinkedQueue<Object> wrong) {
    while (!done.get()) {
      try {
        List<String> answer = ask();
        long rounds = answer.stream().map(text -> text.split(" ")[1]).distinct().count();
        if (answer.size() != 3 || rounds != 1) {
          wrong.add(answer);
        }
      } catch (RuntimeException e) {
        wrong.add(e);
      }
      asked.incrementAndGet();
    }
  }

  private List<String> ask() {
    return retriever.retrieve(SearchRequest.of(SHOP, "kettle", 5)).passages().stream()
        .map(Passage::content)
        .toList();
  }

  private void later(int seconds) {
    now.updateAndGet(time -> time.plus(Duration.ofSeconds(seconds)));
  }

  private Path publish(String... texts) throws IOException {
    Path documents = Files.createTempDirectory(folder, "documents");
    for (int i = 0; i < texts.length; i++) {
      Files.writeString(documents.resolve(i + ".txt"), texts[i]);
    }
    Ingest ingest = new Ingest(store.store, embedder, folder.resolve("work"), clock, 1);
    String name =
        ingest
            .run(SHOP, new FolderSource(List.of(documents)), IndexProgress.NONE)
            .published()
            .manifest()
            .snapshot();
    return folder.resolve("store/shop/snapshots").resolve(name);
  }

  private static void damage(Path snapshot) throws IOException {
    Path info = snapshot.resolve("snapshot.json");
    Files.writeString(info, Files.readString(info).replace("words", "sdrow"));
  }

  /** A store that counts looks, can fail, and can take long to fetch. */
  private static final class Watched implements IndexStore {
    private final IndexStore store;
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicReference<CountDownLatch> beforeFetch =
        new AtomicReference<>(new CountDownLatch(0));

    Watched(IndexStore store) {
      this.store = store;
    }

    @Override
    public List<TenantId> tenants() throws IOException {
      return store.tenants();
    }

    @Override
    public Optional<Published> current(TenantId tenant) throws IOException {
      looks.incrementAndGet();
      if (failing.get()) {
        throw new IOException("the store is away");
      }
      return store.current(tenant);
    }

    @Override
    public Path fetch(TenantId tenant, String snapshot, Path workspace) throws IOException {
      try {
        beforeFetch.get().await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return store.fetch(tenant, snapshot, workspace);
    }

    @Override
    public PublishOutcome publish(
        TenantId tenant, FinishedSnapshot snapshot, Optional<String> expected, Instant at)
        throws IOException {
      return store.publish(tenant, snapshot, expected, at);
    }

    @Override
    public int deleteUnused(TenantId tenant, Instant at) throws IOException {
      return store.deleteUnused(tenant, at);
    }
  }
}
