package dev.sluice.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.document.Document;
import dev.sluice.document.DocumentReaders;
import dev.sluice.document.RawFile;
import dev.sluice.document.ReadOutcome;
import dev.sluice.embedding.MiniLmEmbedder;
import dev.sluice.index.DocumentSource.SourceFile;
import dev.sluice.index.FolderSource;
import dev.sluice.search.Retrieval;
import dev.sluice.search.RetrievalException;
import dev.sluice.search.Retriever;
import dev.sluice.search.RetrieverContract;
import dev.sluice.search.SearchRequest;
import dev.sluice.session.Passage;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search in a cluster: what is found in a snapshot is found here too. */
class OpenSearchRetrieverTest extends RetrieverContract {
  private static final Path DOCUMENTS = Path.of("../retrieval/src/test/resources/shop");

  @TempDir static Path folder;
  private static OpenSearchNode node;
  private static HttpClient http;
  private static MiniLmEmbedder embedder;
  private static OpenSearchIndexer indexer;
  private static Retriever retriever;

  @BeforeAll
  static void index_the_shop() throws IOException {
    node = OpenSearchNode.start(folder);
    http = HttpClient.newHttpClient();
    embedder = new MiniLmEmbedder();
    Cluster cluster = cluster(node.uri());
    indexer = new OpenSearchIndexer(cluster, embedder);
    retriever = new OpenSearchRetriever(cluster, embedder);
    FolderSource source = new FolderSource(List.of(DOCUMENTS));
    for (SourceFile file : source.list().files()) {
      indexer.replace(SHOP, file, read(file.name(), source.read(file.name())));
    }
  }

  @AfterAll
  static void close() {
    http.close();
    embedder.close();
    node.close();
  }

  @Override
  protected Retriever retriever() {
    return retriever;
  }

  @Test
  void tenants_with_the_same_words_never_see_each_others_passages() throws IOException {
    for (String tenant : List.of("one", "one-two")) {
      put(tenant, "1", "# Kettle\n\nThe red kettle K-1000 of " + tenant);
    }
    for (String question : List.of("red kettle", "K-1000", "one two", "kettel")) {
      for (Map<String, List<String>> filters :
          List.of(Map.<String, List<String>>of(), Map.of("kind", List.of("page")))) {
        assertThat(found("one", question, filters)).containsExactly("The red kettle K-1000 of one");
        assertThat(found("one-two", question, filters))
            .containsExactly("The red kettle K-1000 of one-two");
      }
    }
  }

  @Test
  void a_file_that_is_put_twice_is_found_once_and_a_newer_version_replaces_it() throws IOException {
    put("changing", "1", "# Lamp\n\nThe lamp is blue");
    put("changing", "1", "# Lamp\n\nThe lamp is blue");
    assertThat(found("changing", "lamp", Map.of())).containsExactly("The lamp is blue");

    put("changing", "2", "# Lamp\n\nThe lamp is green");
    assertThat(found("changing", "lamp", Map.of())).containsExactly("The lamp is green");

    indexer.remove(new TenantId("changing"), "page.md");
    assertThat(found("changing", "lamp", Map.of())).isEmpty();
  }

  @Test
  void a_cluster_that_does_not_answer_fails_the_retrieval() {
    Retriever nowhere =
        new OpenSearchRetriever(cluster(URI.create("http://127.0.0.1:1")), embedder);

    assertThatThrownBy(() -> nowhere.retrieve(SearchRequest.of(SHOP, "kettle", 5)))
        .isInstanceOf(RetrievalException.class);
  }

  private static void put(String tenant, String version, String markdown) throws IOException {
    byte[] content = markdown.getBytes(StandardCharsets.UTF_8);
    indexer.replace(
        new TenantId(tenant),
        new SourceFile("page.md", content.length, version),
        read("page.md", content));
  }

  private static List<String> found(
      String tenant, String question, Map<String, List<String>> filters) {
    Retrieval retrieval =
        retriever.retrieve(
            new SearchRequest(
                new TenantId(tenant), question, List.of(), 5, filters, Optional.empty()));
    return retrieval.passages().stream().map(Passage::content).map(String::strip).toList();
  }

  private static List<Document> read(String name, byte[] content) throws IOException {
    List<Document> documents = new ArrayList<>();
    new DocumentReaders()
        .read(
            new RawFile(name, content, Optional.empty()),
            outcome -> documents.add(((ReadOutcome.Read) outcome).document()));
    return documents;
  }

  private static Cluster cluster(URI uri) {
    return new Cluster(http, uri, Caller.anybody(), Duration.ofSeconds(30));
  }
}
