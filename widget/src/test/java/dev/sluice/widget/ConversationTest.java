package dev.sluice.widget;

import static dev.sluice.widget.Shop.TEXT;
import static dev.sluice.widget.Shop.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a visitor and a page can do with the chat while the network is well. */
@ExtendWith(Chromium.class)
class ConversationTest {
  private Shop shop;

  @BeforeEach
  void open(Browser browser) {
    shop = Shop.open(browser);
  }

  @AfterEach
  void close() {
    assertThat(shop.complaints).isEmpty();
    shop.close();
  }

  @Test
  void a_question_is_answered_with_its_sources() {
    shop.openChat();
    shop.ask("Which tent stays dry?");

    assertThat(shop.answered(1)).isEqualTo(TEXT);
    expect(shop.part("question")).containsText("Which tent stays dry?");
    expect(shop.part("card-title"))
        .hasText(new String[] {"Hearth 4 Family Tent", "Fell 2 Trekking Tent", "Returns"});
    expect(shop.part("card-price")).hasText(new String[] {"€429.00", "€289.90"});
    expect(shop.part("answer").locator("strong")).hasText("dry");
    expect(shop.part("answer").locator("ol > li")).hasCount(2);
    expect(shop.part("answer").locator("blockquote")).containsText("30 days from delivery");
    expect(shop.part("answer").locator("a")).hasAttribute("href", "https://help.example/tents");
    expect(shop.part("notice")).containsText("AI");
  }

  @Test
  void the_sources_are_there_before_the_first_word() {
    shop.answers.stopsAt = 0;
    shop.openChat();
    shop.ask("Which tent stays dry?");

    expect(shop.part("card")).hasCount(3);
    expect(shop.part("note")).hasText("Answering…");
    expect(shop.part("answer")).isEmpty();
  }

  @Test
  void a_question_tells_where_the_visitor_is() {
    shop.page("data-product='TN-1' data-currency='EUR'", "de-AT");
    shop.page.reload();
    shop.openChat();
    shop.ask("Ist es dicht?");
    shop.answered(1);

    JsonNode question = shop.server.received("query").getFirst();
    assertThat(question.at("/context/product_id").asText()).isEqualTo("TN-1");
    assertThat(question.at("/context/currency").asText()).isEqualTo("EUR");
    assertThat(question.at("/context/locale").asText()).isEqualTo("de-AT");
    assertThat(question.at("/context/url").asText()).isEqualTo(shop.server.url("/shop.html"));
    expect(shop.part("send")).hasAttribute("aria-label", "Senden");
  }

  @Test
  void questions_of_one_conversation_share_a_session_and_a_new_chat_begins_another() {
    shop.openChat();
    shop.ask("One?");
    shop.answered(1);
    shop.ask("Two?");
    shop.answered(2);
    shop.part("fresh").click();
    expect(shop.part("turn")).hasCount(0);
    shop.ask("Three?");
    shop.answered(3);

    List<String> sessions =
        shop.server.received("query").stream().map(q -> q.path("session_id").asText()).toList();
    assertThat(sessions.get(1)).isEqualTo(sessions.get(0));
    assertThat(sessions.get(2)).isNotEqualTo(sessions.get(0)).matches("[0-9a-f-]{36}");
    assertThat(shop.server.handshakes).hasSize(2).containsOnly("a key");
  }

  @Test
  void greeting_and_suggestions_are_the_shops_and_a_suggestion_is_asked_by_a_click() {
    shop.page("data-greeting='Hi, I am Fern.' data-suggestions='Returns? | Delivery?'", "en");
    shop.page.reload();
    shop.openChat();
    expect(shop.part("greeting")).hasText("Hi, I am Fern.");
    expect(shop.part("suggestion")).hasText(new String[] {"Returns?", "Delivery?"});
    shop.part("suggestion").first().click();

    assertThat(shop.answered(1)).isEqualTo(TEXT);
    expect(shop.part("greeting")).isHidden();
  }

  @Test
  void stop_ends_the_answer_where_it_is_recorded() {
    shop.answers.stopsAt = 60;
    shop.openChat();
    shop.ask("Which tent stays dry?");
    expect(shop.part("answer")).containsText("Both tents");
    shop.part("stop").click();

    String text = shop.answered(1);
    assertThat(TEXT).startsWith(text);
    assertThat(text).isNotEmpty().isNotEqualTo(TEXT);
    expect(shop.part("note")).hasText("Stopped.");
    expect(shop.part("stop")).isHidden();
    assertThat(shop.server.received("cancel")).hasSize(1);
  }

  @Test
  void an_answer_can_be_rated_copied_and_asked_for_again() {
    shop.context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
    shop.openChat();
    shop.ask("Which tent stays dry?");
    shop.answered(1);
    shop.part("up").click();
    expect(shop.part("up")).hasAttribute("aria-pressed", "true");
    shop.part("copy").click();
    expect(shop.page.locator("sluice-chat [aria-live=polite] p").last()).hasText("Copy ✓");
    shop.part("again").click();
    shop.answered(2);

    assertThat(shop.page.evaluate("navigator.clipboard.readText()")).isEqualTo(TEXT);
    JsonNode feedback = shop.server.received("feedback").getFirst();
    JsonNode first = shop.server.received("query").getFirst();
    assertThat(feedback.path("rating").asText()).isEqualTo("up");
    assertThat(feedback.path("stream_id")).isEqualTo(first.path("stream_id"));
    expect(shop.part("turn")).hasCount(2);
  }

  @Test
  void a_citation_leads_to_its_source() {
    shop.openChat();
    shop.ask("Which tent stays dry?");
    expect(shop.part("up")).isVisible();
    shop.part("citation").last().click();

    expect(shop.part("card").nth(2)).isFocused();
  }

  @Test
  void the_page_can_refuse_a_question_or_ask_one_itself() {
    shop.page.evaluate(
        "addEventListener('sluice-question', (e) => e.detail.question === 'no' &&"
            + " e.preventDefault())");
    shop.page.evaluate("document.querySelector('sluice-chat').ask('no')");
    shop.page.evaluate("document.querySelector('sluice-chat').ask('Which tent?').finished");

    assertThat(shop.answered(1)).isEqualTo(TEXT);
    assertThat(shop.server.received("query")).hasSize(1);
    assertThat(shop.event("sluice-question", 2, "question")).isEqualTo("Which tent?");
    expect(shop.part("panel")).isVisible();
  }

  @Test
  void a_failure_is_told_in_words_and_to_the_page() {
    shop.answers.instead.add(
        Frames.error("", "retrieval_failed").put("attempt", 0).put("message", "internals"));
    shop.openChat();
    shop.ask("Which tent stays dry?");

    assertThat(shop.event("sluice-error", 1, "code")).isEqualTo("retrieval_failed");
    expect(shop.part("note")).hasText("That did not work.");
    shop.part("again").click();
    assertThat(shop.answered(1)).isEqualTo(TEXT);
  }

  @Test
  void an_answer_that_ends_while_the_chat_is_closed_shows_at_the_bubble() {
    shop.answers.stopsAt = 20;
    shop.openChat();
    shop.ask("Which tent stays dry?");
    expect(shop.part("answer")).containsText("Both");
    shop.page.keyboard().press("Escape");
    expect(shop.part("panel")).isHidden();
    expect(shop.part("launcher")).isFocused();
    shop.answers.stopsAt = Integer.MAX_VALUE;
    shop.server.dropAll();
    shop.answered(1);

    expect(shop.part("badge")).hasText("1");
    expect(shop.part("launcher")).hasAttribute("aria-label", "Questions? (1)");
    shop.openChat();
    expect(shop.part("badge")).isHidden();
    expect(shop.part("input")).isFocused();
  }

  @Test
  void the_conversation_stays_when_the_visitor_turns_to_another_page() {
    shop.openChat();
    shop.ask("Which tent stays dry?");
    shop.answered(1);
    shop.part("down").click();
    shop.page.navigate(shop.server.url("/other.html"));

    expect(shop.part("panel")).isVisible();
    expect(shop.part("answer").locator("strong")).hasText("dry");
    expect(shop.part("card")).hasCount(3);
    expect(shop.part("down")).hasAttribute("aria-pressed", "true");
    assertThat(shop.server.received("resume")).isEmpty();
  }

  @Test
  void nothing_is_stored_and_no_socket_opened_before_the_visitor_opens_the_chat() {
    expect(shop.part("launcher")).isVisible();
    shop.page.navigate(shop.server.url("/other.html"));
    expect(shop.part("launcher")).isVisible();

    assertThat(shop.page.evaluate("sessionStorage.length + localStorage.length")).isEqualTo(0);
    assertThat(shop.page.evaluate("document.cookie")).isEqualTo("");
    assertThat(shop.server.handshakes).isEmpty();
  }

  @Test
  void moving_the_element_within_the_page_disturbs_nothing() {
    shop.answers.stopsAt = 20;
    shop.openChat();
    shop.ask("Which tent stays dry?");
    expect(shop.part("answer")).containsText("Both");
    shop.page.evaluate(
        "document.querySelector('main').append(document.querySelector('sluice-chat'))");
    shop.ask("And now?");

    expect(shop.part("turn")).hasCount(2);
    assertThat(shop.server.handshakes).hasSize(1);
  }
}
