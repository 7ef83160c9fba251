package dev.sluice.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedding.MiniLmEmbedder;
import dev.sluice.frame.ClientMessage;
import dev.sluice.index.FolderIndexStore;
import dev.sluice.index.FolderSource;
import dev.sluice.index.IndexProgress;
import dev.sluice.index.Ingest;
import dev.sluice.search.HybridRetriever;
import dev.sluice.search.SearchRequest;
import dev.sluice.search.SnapshotCache;
import dev.sluice.session.Passage;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample shop's questions: those it answers, and those it does not. */
class GroundingTest {
  private static final TenantId SHOP = new TenantId("demo");
  private static final Path FILES =
      Path.of(System.getProperty("sluice.root", "../..")).resolve("infra/local/shop");

  @TempDir static Path folder;
  private static MiniLmEmbedder embedder;
  private static SnapshotCache snapshots;
  private static HybridRetriever retriever;

  @BeforeAll
  static void index() throws IOException {
    embedder = new MiniLmEmbedder();
    FolderIndexStore store = new FolderIndexStore(folder.resolve("store"));
    new Ingest(store, embedder, folder.resolve("work"), InstantSource.system(), 2)
        .run(
            SHOP,
            new FolderSource(List.of(FILES.resolve("products.jsonl"), FILES.resolve("pages"))),
            IndexProgress.NONE);
    snapshots = new SnapshotCache(store, folder.resolve("cache"), InstantSource.system());
    retriever = new HybridRetriever(snapshots, embedder);
  }

  @AfterAll
  static void close() {
    snapshots.close();
    embedder.close();
  }

  @Test
  void the_documents_do_not_tell_is_said_where_it_is_true_and_seldom_where_it_is_not()
      throws IOException {
    List<String[]> questions =
        Files.readAllLines(FILES.resolve("questions.tsv")).stream()
            .map(line -> line.split("\t", -1))
            .toList();
    int refused = 0;
    int quoted = 0;
    int unwarned = 0;
    for (String[] question : questions) {
      AnswerRequest request = request(question[2]);
      boolean tells = !ExtractiveText.of(request).startsWith("Nothing was found");
      boolean doubt = prompt(request).contains(PromptBuilder.DOUBT);
      refused += question[1].equals("answerable") && !tells ? 1 : 0;
      quoted += question[1].equals("unanswerable") && tells ? 1 : 0;
      unwarned += question[1].equals("unanswerable") && !doubt ? 1 : 0;
    }

    System.out.printf(
        "of 100 answerable questions %d get \"nothing was found\";"
            + " of 100 unanswerable ones %d get quotes, %d a prompt without doubt%n",
        refused, quoted, unwarned);
    assertThat(questions).hasSize(200);
    assertThat(refused).isLessThanOrEqualTo(12);
    assertThat(quoted).isLessThanOrEqualTo(20);
    assertThat(unwarned).isEqualTo(quoted);
  }

  @Test
  void a_broad_question_about_returns_shows_the_thirty_days() {
    assertThat(ExtractiveText.of(request("What is your return policy?"))).contains("30 days");
    assertThat(ExtractiveText.of(request("returns"))).contains("30 days");
  }

  private static AnswerRequest request(String question) {
    List<Passage> passages =
        retriever
            .retrieve(SearchRequest.of(SHOP, question, ClientMessage.Question.DEFAULT_TOP_K))
            .passages();
    return AnswerRequest.of(question, passages);
  }

  private static String prompt(AnswerRequest request) {
    Prompt prompt = new PromptBuilder(new Random(1), PromptBudget.USUAL).build(request);
    return prompt.messages().getLast().content();
  }
}
