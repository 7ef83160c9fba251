package dev.sluice.widget;

import static dev.sluice.widget.Shop.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad networks: nothing comes twice and nothing is lost, and the visitor is told in words. */
@ExtendWith(Chromium.class)
class NetworkTest {
  private static final String LONG = (Shop.TEXT + "\n\nDry 🏕️ nights 🌧️.\n\n").repeat(4).strip();

  private Shop shop;

  @BeforeEach
  void open(Browser browser) {
    AnswerScript answers = new AnswerScript(LONG, 5, 2);
    shop = Shop.open(browser, answers, new Browser.NewContextOptions());
  }

  @AfterEach
  void close() {
    assertThat(shop.complaints).isEmpty();
    shop.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ten_drops_at_random_points_leave_the_text_whole(boolean takeovers) {
    Random random = new Random(takeovers ? 5 : 3);
    shop.answers.takeovers = takeovers;
    for (int drop = 0; drop < 10; drop++) {
      shop.answers.dropsAfter.add(3 + random.nextInt(25));
    }
    shop.openChat();
    shop.ask("Which tent stays dry?");

    assertThat(shop.answered(1)).isEqualTo(LONG);
    assertThat(shop.answers.dropsAfter).isEmpty();
    assertThat(shop.server.handshakes).hasSize(11);
    assertThat(shop.server.received("query")).hasSize(1);
    assertThat(shop.server.received("resume")).hasSizeGreaterThanOrEqualTo(10);
    expect(shop.part("answer").locator("blockquote")).hasCount(4);
    expect(shop.part("status")).isHidden();
  }

  @Test
  void a_reload_in_the_middle_goes_on_where_it_was() {
    shop.answers.stopsAt = 100;
    shop.openChat();
    shop.ask("Which tent stays dry?");
    expect(shop.part("answer")).containsText("Fell 2is fo");
    shop.answers.stopsAt = Integer.MAX_VALUE;
    shop.page.reload();

    assertThat(shop.answered(1)).isEqualTo(LONG);
    expect(shop.part("question")).containsText("Which tent stays dry?");
    expect(shop.part("card")).hasCount(3);
    assertThat(shop.server.received("query")).hasSize(1);
    assertThat(shop.server.received("resume").getFirst().path("offset").asInt())
        .isGreaterThanOrEqualTo(100);
  }

  @Test
  void what_the_server_does_not_know_any_more_is_asked_again_under_its_id() {
    shop.answers.instead.add(Frames.status(""));
    shop.openChat();
    shop.ask("Which tent stays dry?");
    expect(shop.part("turn")).hasCount(1);
    shop.page.waitForCondition(() -> shop.server.received("query").size() == 1);
    shop.server.dropAll();

    assertThat(shop.answered(1)).isEqualTo(LONG);
    var queries = shop.server.received("query");
    assertThat(queries).hasSize(2);
    assertThat(queries.get(1).path("stream_id")).isEqualTo(queries.get(0).path("stream_id"));
  }

  @Test
  void an_answer_that_another_tab_reads_stays_there_until_it_is_called_back() {
    shop.answers.stopsAt = 50;
    shop.openChat();
    shop.ask("Which tent stays dry?");
    expect(shop.part("answer")).containsText("Both tents");
    shop.page.waitForFunction(
        "() => Object.values(sessionStorage).some((s) => s.includes('Both tents'))");
    Page second = secondTab();
    expect(Shop.part(second, "answer")).containsText("Both tents");
    expect(shop.part("note")).containsText("another tab");
    shop.answers.stopsAt = Integer.MAX_VALUE;
    shop.part("note").locator("button").click();

    assertThat(shop.answered(1)).isEqualTo(LONG);
    expect(Shop.part(second, "note")).containsText("another tab");
    assertThat(shop.server.received("resume")).hasSize(2);
  }

  /** A tab with a copy of this one's storage, as browsers make it when a tab is duplicated. */
  private Page secondTab() {
    Object saved = shop.page.evaluate("Object.entries(sessionStorage)");
    Page second = shop.watched(shop.context.newPage());
    second.navigate(shop.server.url("/tent.svg"));
    second.evaluate("saved => saved.forEach(([k, v]) => sessionStorage.setItem(k, v))", saved);
    second.navigate(shop.server.url("/shop.html"));
    return second;
  }

  @Test
  void a_refused_visitor_is_told_and_can_try_again() {
    shop.page.clock().install();
    shop.server.admit(token -> 403);
    shop.openChat();
    shop.ask("Which tent stays dry?");
    for (int tries = 1; tries < 6; tries++) {
      int made = tries;
      shop.page.waitForCondition(() -> shop.server.handshakes.size() >= made);
      expect(shop.part("status")).containsText("Reconnecting");
      shop.page.clock().runFor(8_000);
    }
    expect(shop.part("status")).containsText("cannot be reached");
    assertThat(shop.event("sluice-error", 1, "code")).isEqualTo("unreachable");
    shop.server.admit(token -> 101);
    shop.part("retry").click();
    shop.page.clock().resume();

    assertThat(shop.answered(1)).isEqualTo(LONG);
    expect(shop.part("status")).isHidden();
    assertThat(shop.server.handshakes).hasSize(7);
  }

  @Test
  void a_token_that_has_ended_is_renewed_by_the_page() {
    shop.server.admit(token -> token.equals("token 1") ? 401 : 101);
    shop.page.evaluate(
        "() => { let n = 0; document.querySelector('sluice-chat').tokenProvider ="
            + " async () => `token ${++n}`; }");
    shop.answers.instead.add(Frames.error("", "token_expired").put("attempt", 0));
    shop.openChat();
    shop.ask("Which tent stays dry?");

    assertThat(shop.answered(1)).isEqualTo(LONG);
    assertThat(shop.server.handshakes).containsExactly("token 1", "token 2", "token 3");
    var queries = shop.server.received("query");
    assertThat(queries.get(1).path("stream_id")).isNotEqualTo(queries.get(0).path("stream_id"));
  }

  @Test
  void a_server_that_falls_silent_is_asked_after_ten_seconds() {
    shop.page.clock().install();
    shop.answers.stopsAt = 50;
    shop.openChat();
    shop.ask("Which tent stays dry?");
    shop.page.waitForCondition(() -> !shop.server.received("query").isEmpty());
    expect(shop.part("answer")).containsText("rain 12. The");
    shop.page.clock().runFor(9_000);
    assertThat(shop.server.received("resume")).isEmpty();
    shop.answers.stopsAt = Integer.MAX_VALUE;
    shop.page.clock().runFor(10_000);
    shop.page.clock().resume();

    assertThat(shop.answered(1)).isEqualTo(LONG);
    assertThat(shop.server.received("resume").getFirst().path("offset").asInt()).isEqualTo(50);
  }

  @Test
  void after_a_changed_network_the_dead_connection_is_found_before_the_ten_seconds() {
    askAndLoseTheNetwork();
    shop.context.setOffline(true);
    shop.context.setOffline(false);
    pass(9_000);
    assertThat(shop.server.handshakes).hasSize(2);
    shop.page.clock().resume();

    assertThat(shop.answered(1)).isEqualTo(LONG);
    assertThat(shop.server.received("query")).hasSize(1);
  }

  @Test
  void after_a_sleep_of_an_hour_the_answer_goes_on() {
    askAndLoseTheNetwork();
    shop.page.clock().fastForward("01:00:00");
    pass(12_000);
    shop.page.clock().resume();

    assertThat(shop.answered(1)).isEqualTo(LONG);
    assertThat(shop.server.received("query")).hasSize(1);
    expect(shop.part("status")).isHidden();
  }

  private void askAndLoseTheNetwork() {
    shop.page.clock().install();
    shop.answers.stopsAt = 50;
    shop.openChat();
    shop.ask("Which tent stays dry?");
    expect(shop.part("answer")).containsText("rain 12. The");
    shop.server.visitors.forEach(visitor -> visitor.lost = true);
    shop.answers.stopsAt = Integer.MAX_VALUE;
  }

  /** Lets the page's time go by, and messages come through meanwhile. */
  private void pass(int millis) {
    for (int passed = 0; passed < millis; passed += 1_000) {
      shop.page.clock().runFor(1_000);
      shop.page.evaluate("() => fetch('/tent.svg').then((answer) => answer.text())");
    }
  }

  @Test
  void where_streaming_brings_nothing_the_answer_comes_in_one_piece() {
    shop.page.clock().install();
    shop.answers.stopsAt = 0;
    shop.openChat();
    shop.ask("Which tent stays dry?");
    shop.page.waitForCondition(() -> !shop.server.received("query").isEmpty());
    pass(90_000);
    shop.page.clock().resume();

    assertThat(shop.answered(1)).isEqualTo(LONG);
    var queries = shop.server.received("query");
    assertThat(queries).hasSize(2);
    assertThat(queries.get(0).path("stream").asBoolean(true)).isTrue();
    assertThat(queries.get(1).path("stream").asBoolean(true)).isFalse();
    assertThat(shop.server.received("cancel").getFirst().path("stream_id"))
        .isEqualTo(queries.get(0).path("stream_id"));
  }

  @Test
  void the_gateways_limit_of_two_hours_is_not_noticed_between_questions() {
    shop.openChat();
    shop.ask("Which tent stays dry?");
    shop.answered(1);
    shop.server.visitors.forEach(Visitor::goAway);
    shop.page.waitForCondition(() -> shop.server.visitors.isEmpty());
    shop.ask("And in snow?");

    assertThat(shop.answered(2)).isEqualTo(LONG);
    assertThat(shop.server.handshakes).hasSize(2);
    expect(shop.part("status")).isHidden();
  }

  @Test
  void the_gateways_limit_of_two_hours_in_the_middle_of_an_answer_loses_nothing() {
    shop.answers.stopsAt = 100;
    shop.openChat();
    shop.ask("Which tent stays dry?");
    expect(shop.part("answer")).containsText("Fell 2is fo");
    shop.answers.stopsAt = Integer.MAX_VALUE;
    shop.server.visitors.forEach(Visitor::goAway);

    assertThat(shop.answered(1)).isEqualTo(LONG);
    assertThat(shop.server.received("query")).hasSize(1);
  }

  @Test
  void another_page_of_the_shop_goes_on_with_the_answer() {
    shop.answers.stopsAt = 100;
    shop.openChat();
    shop.ask("Which tent stays dry?");
    expect(shop.part("answer")).containsText("Fell 2is fo");
    shop.answers.stopsAt = Integer.MAX_VALUE;
    shop.page.locator("main a").click();

    assertThat(shop.answered(1)).isEqualTo(LONG);
    assertThat(shop.page.url()).endsWith("/other.html");
    assertThat(shop.server.received("query")).hasSize(1);
  }
}
