package dev.sluice.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Telling languages apart, and reducing their words to stems. */
class LanguageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENGLISH|You have thirty days to send the goods back to us without giving a reason.",
        "GERMAN|Sie haben dreißig Tage Zeit, um die Ware ohne Angabe von Gründen zurückzusenden.",
        "FRENCH|Vous avez trente jours pour nous renvoyer les articles sans donner de raison.",
        "SPANISH|Tiene treinta días para devolver los artículos sin dar ninguna razón.",
        "ITALIAN|Avete trenta giorni per restituire gli articoli senza dare una ragione.",
        "PORTUGUESE|Você tem trinta dias para devolver os artigos sem dar uma razão.",
        "DUTCH|U heeft dertig dagen om de artikelen zonder opgave van reden terug te sturen.",
        "RUSSIAN|У вас есть тридцать дней, чтобы вернуть товар без объяснения причин.",
        "ROMANIAN|Aveți treizeci de zile pentru a returna produsele fără a da vreun motiv.",
        "CJK|商品到着後三十日以内であれば返品できます。"
      })
  void a_text_tells_its_language(Language language, String text) {
    assertThat(Language.of(text)).contains(language);
  }

  @Test
  void names_and_numbers_tell_none() {
    assertThat(Language.of("Kestrel TN-2004 Carbon 29")).isEmpty();
    assertThat(Language.of("")).isEmpty();
  }

  @Test
  void a_question_is_of_one_of_the_languages_that_the_documents_have() {
    List<Language> both = List.of(Language.ENGLISH, Language.GERMAN);

    assertThat(Language.ofQuestion("Wie lange ist die Garantie?", both)).contains(Language.GERMAN);
    assertThat(Language.ofQuestion("How long is the warranty?", both)).contains(Language.ENGLISH);
    assertThat(Language.ofQuestion("Fahrradhelm", both)).isEmpty();
    assertThat(Language.ofQuestion("Wie lange?", List.of(Language.ENGLISH))).isEmpty();
  }

  @Test
  void tags_name_languages_whatever_the_region() {
    assertThat(Language.ofTag("de-AT")).contains(Language.GERMAN);
    assertThat(Language.ofTag("pt_BR")).contains(Language.PORTUGUESE);
    assertThat(Language.ofTag("ja")).contains(Language.CJK);
    assertThat(Language.ofTag("tlh")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ENGLISH, kettles, kettle",
    "GERMAN, Häuser, Haus",
    "GERMAN, Fahrradhelme, Fahrradhelm",
    "GERMAN, Straße, Strassen",
    "FRENCH, bouteilles, bouteille",
    "FRENCH, étanches, etanche",
    "SPANISH, bicicletas, bicicleta",
    "ITALIAN, biciclette, bicicletta",
    "PORTUGUESE, bicicletas, bicicleta",
    "DUTCH, tenten, tent",
    "RUSSIAN, велосипеды, велосипед",
    "ROMANIAN, bicicletele, bicicletelor",
    "CJK, 返品, 返品"
  })
  void forms_of_a_word_are_one_term(Language language, String one, String other) {
    assertThat(Analysis.terms(one, language))
        .isNotEmpty()
        .isEqualTo(Analysis.terms(other, language));
  }

  @Test
  void words_without_spaces_are_found_in_pairs() {
    assertThat(Analysis.terms("返品期限", Language.CJK)).containsExactly("返品", "品期", "期限");
  }

  @Test
  void a_model_number_is_the_same_in_every_language() {
    for (Language language : List.of(Language.GERMAN, Language.RUSSIAN, Language.FRENCH)) {
      assertThat(Analysis.terms("TN-2110", language)).containsExactly("tn", "2110");
    }
  }
}
