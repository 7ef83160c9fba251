package dev.sluice.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How texts of any script are taken apart. */
class AnyScriptTest {

  @Test
  void what_readers_take_for_the_same_makes_the_same_terms() {
    assertThat(terms("ＷＩＦＩ ﬁne Straße ٣")).containsExactly("wifi", "fine", "strasse", "3");
    assertThat(terms("ΟΔΌΣ")).isEqualTo(terms("οδος"));
    assertThat(terms("سُتْرَة")).isEqualTo(terms("ستره"));
    assertThat(terms("ｶﾞｲﾄﾞ")).isEqualTo(terms("ガイド"));
  }

  @Test
  void letters_without_spaces_are_taken_in_pairs_with_their_signs() {
    assertThat(terms("กินดี")).containsExactly("กิน", "นดี");
  }

  @Test
  void a_letter_alone_stays_as_it_is() {
    assertThat(terms("ก")).containsExactly("ก");
    assertThat(terms("茶")).containsExactly("茶");
    assertThat(terms("")).isEmpty();
  }

  @Test
  void texts_of_other_scripts_are_told_and_named_languages_need_no_rules_of_their_own() {
    assertThat(Language.of("ภายใน 30 วัน")).hasValue(Language.OTHER);
    assertThat(Language.of("Επιστροφές προϊόντων")).hasValue(Language.OTHER);
    assertThat(Language.of("返品について")).hasValue(Language.CJK);
    assertThat(Language.ofTag("pl-PL")).hasValue(Language.OTHER);
    assertThat(Language.ofTag("not a tag")).isEmpty();
  }

  private static java.util.List<String> terms(String text) {
    return Analysis.terms(text, Language.OTHER);
  }
}
