package dev.sluice.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.session.Passage;
import dev.sluice.session.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every retriever finds in a small shop, with the real model and a real index. */
public abstract class RetrieverContract {
  /** Whose documents are the folder {@code src/test/resources/shop}. */
  protected static final TenantId SHOP = new TenantId("shop");

  /** A retriever over the indexed shop. */
  protected abstract Retriever retriever();

  @Test
  void a_question_about_policy_finds_the_page_and_its_section() {
    Passage first = ask("How long until I get my money back?").getFirst();

    assertThat(first.source()).isEqualTo("pages/returns.md");
    assertThat(first.title()).isEqualTo("Returns and refunds");
    assertThat(first.url()).isEqualTo("https://shop.example/returns");
    assertThat(first.metadata()).containsEntry("section", "Refunds");
    assertThat(first.content()).contains("five working days");
  }

  @Test
  void a_product_is_found_with_its_facts() {
    Passage first = ask("electric kettle for pour over coffee").getFirst();

    assertThat(first.source()).isEqualTo("KT-100");
    assertThat(first.metadata())
        .containsEntry("price", "79.90")
        .containsEntry("currency", "EUR")
        .containsEntry("brand", "Borea")
        .containsEntry("colour", "matte black")
        .containsEntry("image", "https://shop.example/i/kt-100.jpg");
  }

  @Test
  void words_that_stand_nowhere_are_found_by_their_meaning() {
    assertThat(ask("get rid of calcium deposits").getFirst().source())
        .isEqualTo("pages/descaling.md");
  }

  @Test
  void a_row_of_a_table_keeps_its_columns() {
    assertThat(ask("delivery to Norway").getFirst().content())
        .contains("Country: Norway; Cost: 14.90 EUR; Days: 4-7");
  }

  @Test
  void filters_apply_to_words_and_meaning() {
    assertThat(search("kettle", Map.of("category", List.of("headphones"))))
        .extracting(Passage::source)
        .containsExactlyInAnyOrder("HP-55", "HP-56");
    assertThat(search("headphones", Map.of("price", List.of("..100"), "colour", List.of("Black"))))
        .extracting(Passage::source)
        .containsExactlyInAnyOrder("HP-56", "TN-2110", "TN-2120");
    assertThat(search("kettle", Map.of("colour", List.of("pink")))).isEmpty();
  }

  @Test
  void a_tenant_without_documents_gets_an_empty_list() {
    Retrieval retrieval =
        retriever().retrieve(SearchRequest.of(new TenantId("other"), "kettle", 5));

    assertThat(retrieval.passages()).isEmpty();
    assertThat(retrieval.strategy()).isEqualTo("hybrid");
  }

  @Test
  void an_identifier_wins_however_it_is_written() {
    for (String written :
        List.of("TN-2110", "tn2110", "toner TN 2110?", "do you have the Tn_2110")) {
      assertThat(ask(written).getFirst().source()).as(written).isEqualTo("TN-2110");
    }
    assertThat(ask("4006381333931").getFirst().source()).isEqualTo("HP-55");
    assertThat(ask("4006 381 333 931").getFirst().source()).isEqualTo("HP-55");
  }

  @Test
  void compounds_are_found_apart_and_together() {
    assertThat(ask("head phones").getFirst().title()).contains("headphones");
    assertThat(ask("laptopbag").getFirst().source()).isEqualTo("LB-14");
  }

  @Test
  void plurals_and_misspelled_words_are_found() {
    assertThat(ask("grinders").getFirst().source()).isEqualTo("GR-7");
    assertThat(ask("cofee griner").getFirst().source()).isEqualTo("GR-7");
  }

  @Test
  void a_follow_up_leans_on_the_question_before() {
    List<Passage> alone = ask("and in white?");
    List<Passage> followed =
        search(
            request("and in white?", List.of("Which headphones do you have?", "Show me kettles")));

    assertThat(followed.getFirst().source()).isEqualTo("KT-230");
    assertThat(followed).isNotEqualTo(alone);
  }

  @Test
  void a_new_topic_does_not_lean_on_the_question_before() {
    assertThat(
            search(request("How do I return a parcel to you?", List.of("Show me kettles")))
                .getFirst()
                .source())
        .isEqualTo("pages/returns.md");
  }

  @Test
  void the_article_on_screen_answers_what_refers_to_it() {
    SearchRequest request =
        new SearchRequest(
            SHOP, "Is it noise cancelling?", List.of(), 5, Map.of(), Optional.of("HP-56"));

    assertThat(search(request).getFirst().source()).isEqualTo("HP-56");
  }

  @Test
  void the_article_on_screen_does_not_hide_other_answers() {
    SearchRequest request =
        new SearchRequest(SHOP, "gooseneck kettle", List.of(), 5, Map.of(), Optional.of("HP-56"));

    assertThat(search(request).getFirst().source()).isEqualTo("KT-100");
    assertThat(search(request)).extracting(Passage::source).contains("HP-56");
  }

  @Test
  void a_question_of_symbols_or_endless_text_is_answered_too() {
    assertThat(ask("???")).isNotNull();
    assertThat(ask("* AND (title:\"x\" OR [")).isNotNull();
    assertThat(ask("kettle ".repeat(2_000)).getFirst().metadata()).containsEntry("brand", "Borea");
    assertThat(ask("what is it")).isNotEmpty();
  }

  private List<Passage> ask(String question) {
    return search(question, Map.of());
  }

  private List<Passage> search(String question, Map<String, List<String>> filters) {
    return search(new SearchRequest(SHOP, question, List.of(), 5, filters, Optional.empty()));
  }

  private SearchRequest request(String question, List<String> earlier) {
    return new SearchRequest(SHOP, question, earlier, 5, Map.of(), Optional.empty());
  }

  private List<Passage> search(SearchRequest request) {
    return retriever().retrieve(request).passages();
  }
}
