package dev.sluice.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.session.Citation;
import dev.sluice.session.FinishReason;
import dev.sluice.session.Passage;
import dev.sluice.session.Usage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExtractiveAnswerTest {
  private static final Passage SHIPPING =
      new Passage(
          """
          # Shipping

          We ship with Parcel Post. Orders above 50 EUR ship free of charge.

          - Islands: two days more.
          - Delivery takes three days.
          """,
          "shipping.md",
          1,
          "Shipping",
          "https://shop.example/shipping",
          Map.of());

  @Test
  void the_sentence_that_shares_the_rarest_words_comes_first_with_its_source() {
    String text =
        text("How long can I return an item and get a refund?", List.of(SHIPPING, Rig.RETURNS));
    assertThat(text)
        .startsWith("These passages may help with your question:\n\n> You can return any item");
    assertThat(text).contains("— [Returns](https://shop.example/returns) [2]");
    assertThat(Citations.of(text, List.of(SHIPPING, Rig.RETURNS)))
        .extracting(Citation::n)
        .contains(2);
  }

  @Test
  void a_broad_question_is_answered_by_the_gist_of_the_page() {
    Passage gist =
        page("You have 30 days to send goods back. Members have 60 days.", "Returns", "");
    Passage how = page("Open your order and choose Return. Pack the goods.", "Returns", "How to");

    assertThat(text("What is your return policy?", List.of(how, gist)))
        .startsWith("These passages may help with your question:\n\n> You have 30 days");
  }

  @Test
  void passages_that_are_not_near_the_question_are_not_quoted() {
    Passage near = rated("You can rent tents.", "0.90");
    Passage far = rated("You can rent tents.", "0.20");

    assertThat(text("Can I rent a kayak?", List.of(far, far))).startsWith("Nothing was found");
    assertThat(text("Can I rent a tent?", List.of(far, near))).contains("You can rent tents.");
    assertThat(text("Can I rent?", List.of(rated("You can rent it.", "yes"))))
        .contains("You can rent it.");
  }

  @Test
  void the_article_on_the_page_is_shown_however_little_the_question_says() {
    Passage article = rated("Tight in rain.", "0.10");
    AnswerRequest request =
        new AnswerRequest(
            "Waterproof?",
            List.of(),
            List.of(article),
            Optional.empty(),
            Map.of("product_id", article.source()));

    assertThat(ExtractiveText.of(request)).contains("Tight in rain.");
  }

  private static Passage rated(String text, String relevance) {
    return new Passage(text, "rental.md", 1, "Rental", "", Map.of("relevance", relevance));
  }

  private static Passage page(String text, String title, String section) {
    Map<String, String> metadata = section.isEmpty() ? Map.of() : Map.of("section", section);
    return new Passage(text, "returns.md", 1, title, "", metadata);
  }

  @Test
  void items_of_a_list_are_quotes_of_their_own_and_headings_are_none() {
    String text = text("How long does delivery take?", List.of(SHIPPING));
    assertThat(text).contains("> Delivery takes three days.").doesNotContain("# Shipping");
  }

  /** A number before a full stop in the middle of a line was taken for the mark of a list. */
  @Test
  void a_number_at_the_end_of_a_sentence_stays() {
    Passage freight =
        new Passage(
            "Bulky goods cost EUR 29.00 in zone 1 and EUR 49.00 in zone 2. In the store it is"
                + " free.",
            "freight.md",
            1,
            "Freight",
            "/freight",
            Map.of());
    assertThat(text("What do bulky goods cost in zone 2?", List.of(freight)))
        .contains("EUR 49.00 in zone 2.");
  }

  @Test
  void a_product_is_shown_with_its_price_and_the_attributes_the_question_is_about() {
    assertThat(text("What material is the mug made of?", List.of(mug())))
        .isEqualTo(
            "These passages may help with your question:\n\n- **[Blue mug](/p/mug)**: price: 12.90"
                + " EUR; Material: stoneware [1]");
  }

  @Test
  void a_product_whose_attributes_do_not_tell_is_quoted() {
    assertThat(text("Is it safe in the dishwasher?", List.of(mug())))
        .endsWith("price: 12.90 EUR; “The dishwasher does it no harm.” [1]");
  }

  private static Passage mug() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("kind", "product");
    attributes.put("brand", "Kilnworks");
    attributes.put("price", "12.90");
    attributes.put("currency", "EUR");
    attributes.put("image", "/img/mug.svg");
    attributes.put("Capacity", "350 ml");
    return new Passage(
        "A plain thing. The dishwasher does it no harm.\nCapacity: 350 ml\nMaterial: stoneware",
        "mug-1",
        1,
        "Blue mug",
        "/p/mug",
        attributes);
  }

  @Test
  void nothing_found_is_said_in_the_visitor_s_language() {
    assertThat(text("How?", List.of()))
        .isEqualTo("Nothing was found for this question in the shop's catalogue and documents.");
    AnswerRequest german =
        new AnswerRequest("Wie?", List.of(), List.of(), Optional.of("de-AT"), Map.of());
    assertThat(ExtractiveText.of(german)).startsWith("Zu dieser Frage wurde");
  }

  @Test
  void a_question_without_a_word_of_the_passages_still_gets_the_best_of_them() {
    assertThat(text("Warranty?", List.of(SHIPPING, Rig.RETURNS))).contains("[1]");
  }

  @Test
  void sentences_that_say_the_same_are_quoted_once() {
    Passage twin =
        new Passage("You can return any item within 30 days!", "faq.md", 1, "FAQ", "", Map.of());
    assertThat(text("return an item", List.of(Rig.RETURNS, twin)).split("return any item"))
        .hasSize(2);
  }

  @Test
  void a_source_s_title_and_address_cannot_break_the_markup() {
    Passage odd =
        new Passage(
            "Return it.", "x", 1, "A [title](javascript:x)", "javascript:alert(1)", Map.of());
    assertThat(text("return", List.of(odd))).contains("— A title (javascript:x) [1]");
  }

  @Test
  void it_comes_in_small_pieces_and_ends() {
    List<ModelEvent> events = run("", Rig.request());
    assertThat(events).hasSizeGreaterThan(10);
    assertThat(events.getLast()).isEqualTo(new ModelEvent.Ended(FinishReason.STOP, Usage.NONE));
    assertThat(joined(events)).isEqualTo(ExtractiveText.of(Rig.request()));
  }

  @Test
  void it_continues_its_own_text_at_any_point_and_no_other() {
    String whole = ExtractiveText.of(Rig.request());
    for (int at = 0; at <= whole.length(); at++) {
      assertThat(joined(run(whole.substring(0, at), Rig.request()))).isEqualTo(whole.substring(at));
    }
    assertThat(run("Another model's text", Rig.request()).getFirst())
        .isInstanceOf(ModelEvent.Failed.class);
  }

  private static String text(String question, List<Passage> passages) {
    return ExtractiveText.of(AnswerRequest.of(question, passages));
  }

  private static List<ModelEvent> run(String soFar, AnswerRequest request) {
    List<ModelEvent> events = Collections.synchronizedList(new ArrayList<>());
    try (ModelCall call =
        new ExtractiveAnswer().start(new Prompt("", List.of(), request), soFar, events::add)) {
      await()
          .until(
              () ->
                  !events.isEmpty()
                      && (events.getLast() instanceof ModelEvent.Ended
                          || events.getLast() instanceof ModelEvent.Failed));
      assertThat(call).isNotNull();
    }
    return events;
  }

  private static String joined(List<ModelEvent> events) {
    StringBuilder text = new StringBuilder();
    for (ModelEvent event : events) {
      if (event instanceof ModelEvent.Text(String piece)) {
        text.append(piece);
      }
    }
    return text.toString();
  }
}
