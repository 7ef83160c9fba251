package dev.sluice.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.document.Chunk;
import dev.sluice.document.Document;
import dev.sluice.document.Section;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Articles, passages and questions of a shop that there is not. Used by one thread. */
final class SyntheticShop {
  private static final int WORDS = 60_000;
  private static final int BRANDS = 200;
  private static final int CATEGORIES = 120;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SyntheticText text;

  SyntheticShop(long seed) {
    text = new SyntheticText(seed, WORDS);
  }

  /**
   * Writes a catalogue as JSON lines; an article has about as much text as in an electronics shop.
   */
  void writeCatalogue(Path file, int articles) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < articles; i++) {
        ObjectNode article = JSON.createObjectNode();
        article
            .put("id", "A-" + (100_000 + i))
            .put("title", text.words(4 + text.number(8)))
            .put("brand", "Brand" + text.number(BRANDS))
            .put("category", "Category " + text.number(CATEGORIES))
            .put("description", text.sentences(10 + text.number(40)))
            .put("price", 5 + text.number(900));
        ObjectNode attributes = article.putObject("attributes");
        for (int a = 0; a < 8; a++) {
          attributes.put("property " + text.number(60), text.words(1 + text.number(2)));
        }
        out.write(article.toString());
        out.newLine();
      }
    }
  }

  /** A passage of a page, as long as the chunks of real pages. */
  Chunk passage(int number) {
    String body = text.sentences(60 + text.number(30));
    Document page =
        Document.page(
            "page-%d.md".formatted(number / 5),
            text.words(4),
            "https://shop.example/" + number / 5,
            List.of(new Section("", body)));
    return new Chunk(page, number % 5, text.words(2), body);
  }

  /** Questions from keywords to sentences. */
  List<String> questions(int count) {
    List<String> questions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String words = text.tellingWords(2 + i % 8);
      questions.add(i % 2 == 0 ? words : "Which of the " + words + " do you have?");
    }
    return questions;
  }
}
