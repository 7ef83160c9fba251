package dev.sluice.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedding.Embedder;
import dev.sluice.index.FolderIndexStore;
import dev.sluice.index.FolderSource;
import dev.sluice.index.IndexProgress;
import dev.sluice.index.Ingest;
import dev.sluice.index.WordsEmbedder;
import dev.sluice.session.Passage;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop whose pages are in several languages, searched with a model that knows English only. */
class LanguagesTest {
  private static final TenantId SHOP = new TenantId("shop");

  @TempDir Path folder;
  private SnapshotCache snapshots;
  private HybridRetriever retriever;

  @BeforeEach
  void index() throws IOException {
    write(
        "de.md",
        "# Rückgabe\n\nSie können die Ware innerhalb von dreißig Tagen zurückgeben. Für die"
            + " Erstattung der Kosten brauchen wir die Bestellnummer und eine Quittung.");
    write("de-helm.md", "# Helme\n\nDie Helme sind für alle Räder und werden bei uns geprüft.");
    write("en.md", "# Shipping\n\nWe send your parcels with the post, and you get them in a week.");
    write(
        "fr.md",
        "# Garantie\n\nLes bouteilles sont garanties pour une durée de deux ans, et nous les"
            + " remplaçons sans frais.");
    Embedder english = new EnglishOnly();
    FolderIndexStore store = new FolderIndexStore(folder.resolve("store"));
    new Ingest(store, english, folder.resolve("work"), InstantSource.system(), 1)
        .run(SHOP, new FolderSource(List.of(folder.resolve("pages"))), IndexProgress.NONE);
    snapshots = new SnapshotCache(store, folder.resolve("cache"), InstantSource.system());
    retriever = new HybridRetriever(snapshots, english);
  }

  @AfterEach
  void close() {
    snapshots.close();
  }

  @Test
  void a_german_question_finds_other_forms_of_its_words_without_the_english_model() {
    Retrieval found = ask("Wie bekomme ich eine Erstattung für die Waren?");

    assertThat(found.strategy()).isEqualTo("lexical");
    assertThat(found.passages()).extracting(Passage::source).startsWith("de.md");
    assertThat(ask("Gibt es einen Helm für das Rad?").passages().getFirst().source())
        .isEqualTo("de-helm.md");
  }

  @Test
  void an_english_question_is_searched_by_meaning_too() {
    Retrieval found = ask("When do you send the parcel?");

    assertThat(found.strategy()).isEqualTo("hybrid");
    assertThat(found.passages().getFirst().source()).isEqualTo("en.md");
  }

  @Test
  void a_single_word_of_any_of_the_languages_is_found() {
    assertThat(ask("bouteille").passages().getFirst().source()).isEqualTo("fr.md");
    assertThat(ask("Helm").passages().getFirst().source()).isEqualTo("de-helm.md");
    assertThat(ask("parcel").passages().getFirst().source()).isEqualTo("en.md");
  }

  private Retrieval ask(String question) {
    return retriever.retrieve(SearchRequest.of(SHOP, question, 3));
  }

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve("pages").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static final class EnglishOnly implements Embedder {
    private final Embedder words = new WordsEmbedder();

    @Override
    public float[] embed(String text) {
      return words.embed(text);
    }

    @Override
    public boolean knows(String language) {
      return language.equals("en");
    }

    @Override
    public String id() {
      return words.id();
    }
  }
}
