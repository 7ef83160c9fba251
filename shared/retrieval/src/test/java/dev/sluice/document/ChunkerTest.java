package dev.sluice.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** How documents are cut. */
class ChunkerTest {
  private final Chunker chunker = new Chunker();

  @Test
  void a_chunk_knows_its_document_section_and_place() {
    Document page =
        Document.page(
            "p.md",
            "Page",
            "https://s.example",
            List.of(new Section("", "One."), new Section("B", "Two.")));

    assertThat(chunker.chunks(page))
        .containsExactly(new Chunk(page, 0, "", "One."), new Chunk(page, 1, "B", "Two."));
  }

  @Test
  void paragraphs_stay_together_while_they_fit() {
    String text = words("a", 40) + "\n\n" + words("b", 40) + "\n\n" + words("c", 40);

    assertThat(Chunker.pieces(text, 90))
        .containsExactly(words("a", 40) + "\n\n" + words("b", 40), words("c", 40));
  }

  @Test
  void a_long_paragraph_is_cut_between_sentences() {
    String first = words("a", 50) + ".";
    String second = "B" + words("b", 50) + ".";

    assertThat(Chunker.pieces(first + " " + second, 90)).containsExactly(first, second);
  }

  @Test
  void a_long_table_is_cut_between_rows() {
    String rows =
        IntStream.range(0, 30)
            .mapToObj(i -> "row " + i + " a b c")
            .collect(Collectors.joining("\n"));

    assertThat(Chunker.pieces(rows, 90))
        .allSatisfy(piece -> assertThat(piece).startsWith("row "))
        .hasSize(2);
  }

  @Test
  void an_article_is_one_chunk_with_its_description_and_attributes() {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    attributes.put("colour", List.of("black", "white"));
    attributes.put("power", List.of("1200 W"));

    assertThat(chunker.chunks(article(attributes, "Boils water.")))
        .singleElement()
        .satisfies(
            chunk ->
                assertThat(chunk.text())
                    .isEqualTo("Boils water.\ncolour: black, white\npower: 1200 W"));
  }

  @Test
  void an_article_without_any_text_is_still_a_chunk() {
    Document bare = new Document("1", DocumentKind.PRODUCT, "Kettle", "", Facts.NONE, List.of());

    assertThat(chunker.chunks(bare)).singleElement().matches(chunk -> chunk.text().isEmpty());
  }

  @Test
  void an_article_with_a_long_text_has_its_facts_in_the_first_chunk() {
    String text =
        IntStream.range(0, 30)
            .mapToObj(i -> words("w" + i + "x", 30))
            .collect(Collectors.joining("\n\n"));

    List<Chunk> chunks = chunker.chunks(article(Map.of("colour", List.of("red")), text));

    assertThat(chunks).hasSizeGreaterThan(2);
    assertThat(chunks.getFirst().text()).endsWith("colour: red");
    assertThat(chunks).extracting(Chunk::ordinal).isSorted().doesNotHaveDuplicates();
  }

  @Property(tries = 300)
  void no_word_is_lost_and_no_piece_too_long(
      @ForAll @StringLength(max = 3_000) String text,
      @ForAll @IntRange(min = 5, max = 90) int max) {
    List<String> pieces = Chunker.pieces(text, max);

    assertThat(letters(String.join("", pieces))).isEqualTo(letters(text));
    assertThat(pieces)
        .allSatisfy(piece -> assertThat(Chunker.words(piece)).isLessThanOrEqualTo(max));
  }

  private static Document article(Map<String, List<String>> attributes, String text) {
    Facts facts = new Facts("", List.of(), List.of("1"), Optional.empty(), "", attributes);
    return new Document(
        "1", DocumentKind.PRODUCT, "Kettle", "", facts, List.of(new Section("", text)));
  }

  private static String words(String word, int count) {
    return String.join(" ", java.util.Collections.nCopies(count, word));
  }

  private static String letters(String text) {
    return text.codePoints()
        .filter(c -> !Character.isWhitespace(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
