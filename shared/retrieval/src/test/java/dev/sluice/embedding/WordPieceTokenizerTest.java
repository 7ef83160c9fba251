package dev.sluice.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ids as Hugging Face's tokenizers gives them for the model's own tokenizer.json. */
class WordPieceTokenizerTest {
  private static WordPieceTokenizer tokenizer;

  @BeforeAll
  static void read_the_vocabulary() throws IOException {
    try (InputStream json =
        MiniLmEmbedder.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")) {
      tokenizer = new WordPieceTokenizer(Vocabulary.read(json));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'What is your return policy?'|101 2054 2003 2115 2709 3343 1029 102",
        "'gooseneck kettle, 0.8 l'|101 13020 18278 22421 1010 1014 1012 1022 1048 102",
        "'TN-2110 toner'|101 28286 1011 19235 2692 4309 2099 102",
        "'Cr\u00e8me br\u00fbl\u00e9e STRASSE stra\u00dfe'|101 13675 21382 7987 9307 2063 2358 8180"
            + " 3366 2358 27807 102",
        "'na\u00efve \u201cquotes\u201d \u2026'|101 15743 1523 16614 1524 1529 102",
        "'\u65e5\u672c\u8a9e kettle'|101 1864 1876 1950 22421 102",
        "'emoji \ud83d\ude00 test'|101 7861 29147 2072 100 3231 102",
        "'\u0130stanbul'|101 9960 102",
        "'\ufb01ne x\u00b2 \u00bd'|101 1984 2638 1060 10701 1092 102",
        "'soft\u00adhyphen zero\u200bwidth'|101 3730 10536 8458 2368 5717 9148 11927 2232 102",
        "'unaffable uninterruptible'|101 14477 20961 3468 4895 18447 2121 21531 3775 3468 102",
        "'\u0642\u0647\u0648\u0629 \u043a\u043e\u0444\u0435'|101 1292 14157 29836 19433 1189 14150"
            + " 29749 15290 102"
      })
  void ids_are_those_of_the_original(String text, String ids) {
    assertThat(ids(text, 128)).isEqualTo(ids);
  }

  @Test
  void an_empty_text_has_only_its_marks() {
    assertThat(ids("", 128)).isEqualTo("101 102");
  }

  @Test
  void what_lies_beyond_the_limit_is_left_out_and_the_end_mark_stays() {
    assertThat(ids("kettle ".repeat(200), 128).split(" ")).hasSize(128).endsWith("102");
  }

  @Test
  void a_word_of_more_than_a_hundred_characters_is_unknown() {
    assertThat(ids("x".repeat(101) + " tea", 128)).isEqualTo("101 100 5572 102");
  }

  @Test
  void names_of_special_pieces_in_a_text_are_only_text() {
    assertThat(ids("[SEP]", 128)).isEqualTo("101 1031 19802 1033 102");
  }

  private static String ids(String text, int limit) {
    return Arrays.stream(tokenizer.ids(text, limit))
        .mapToObj(Long::toString)
        .collect(Collectors.joining(" "));
  }
}
