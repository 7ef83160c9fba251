package dev.sluice.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.index.FolderIndexStore;
import dev.sluice.index.FolderSource;
import dev.sluice.index.IndexProgress;
import dev.sluice.index.Ingest;
import dev.sluice.index.WordsEmbedder;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Two tenants whose documents have the same words. */
class TenantsApartTest {
  private static final List<String> WORDS =
      List.of("kettle", "lamp", "red", "blue", "Acme", "return", "K-1000", "one", "two");

  private static Path folder;
  private static SnapshotCache snapshots;
  private static HybridRetriever retriever;

  @BeforeContainer
  static void index() throws IOException {
    folder = Files.createTempDirectory("tenants");
    FolderIndexStore store = new FolderIndexStore(folder.resolve("store"));
    WordsEmbedder embedder = new WordsEmbedder();
    Ingest ingest = new Ingest(store, embedder, folder.resolve("work"), InstantSource.system(), 1);
    for (String tenant : List.of("one", "two")) {
      Path documents = Files.createDirectories(folder.resolve("documents-" + tenant));
      StringBuilder rows = new StringBuilder("id,title,brand,category,colour,price,sku\n");
      for (int i = 0; i < 20; i++) {
        rows.append(
            "%s-%d,%s lamp kettle,Acme,%s,%s,%d,K-1000%n"
                .formatted(
                    tenant,
                    i,
                    tenant,
                    i % 2 == 0 ? "kettle" : "lamp",
                    i % 3 == 0 ? "red" : "blue",
                    i));
      }
      Files.writeString(documents.resolve("c.csv"), rows);
      Files.writeString(documents.resolve("return.md"), "# Return\n\nReturn of " + tenant);
      ingest.run(new TenantId(tenant), new FolderSource(List.of(documents)), IndexProgress.NONE);
    }
    snapshots = new SnapshotCache(store, folder.resolve("cache"), InstantSource.system());
    retriever = new HybridRetriever(snapshots, embedder);
  }

  @AfterContainer
  static void close() {
    snapshots.close();
  }

  @Property(tries = 300)
  void no_question_and_no_filter_sees_the_other_tenants_passages(
      @ForAll("questions") String question,
      @ForAll("questions") String earlier,
      @ForAll("filters") Map<String, List<String>> filters,
      @ForAll("tenants") String asking,
      @ForAll("tenants") String onScreen) {
    SearchRequest request =
        new SearchRequest(
            new TenantId(asking),
            question,
            List.of(earlier),
            50,
            filters,
            Optional.of(onScreen + "-3"));

    assertThat(retriever.retrieve(request).passages())
        .allSatisfy(
            passage ->
                assertThat(passage.title() + passage.content())
                    .containsIgnoringCase(passage.source().equals("return.md") ? asking : "")
                    .satisfies(
                        text ->
                            assertThat(
                                    passage.source().startsWith(asking + "-")
                                        || passage.source().equals("return.md"))
                                .isTrue()));
  }

  @Provide
  Arbitrary<String> questions() {
    return Arbitraries.of(WORDS)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(words -> String.join(" ", words));
  }

  @Provide
  Arbitrary<String> tenants() {
    return Arbitraries.of("one", "two");
  }

  @Provide
  Arbitrary<Map<String, List<String>>> filters() {
    Arbitrary<String> names =
        Arbitraries.of("category", "brand", "colour", "kind", "price", "SOURCE");
    Arbitrary<List<String>> values =
        Arbitraries.of(
                "kettle", "lamp", "Acme", "red", "page", "product", "0..10", "5..", "one-3", "*")
            .list()
            .ofMaxSize(3);
    return Arbitraries.maps(names, values).ofMaxSize(2);
  }
}
