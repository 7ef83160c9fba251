package dev.sluice.widget;

import static dev.sluice.widget.Shop.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The demo page with its inspector, and the page of the plain client. */
@ExtendWith(Chromium.class)
class PagesTest {
  private static final String CONFIG =
      "{\"url\":\"/ws/query\",\"key\":\"a key\",\"shop\":\"Pedalfern\","
          + "\"products\":\"/products.jsonl\"}";

  private static final String PRODUCTS =
      """
      {"id":"TN-1","title":"Hearth 4","price":429.0,"currency":"EUR","url":"/p/tn-1","image":"/tent.svg","category":"Camping > Tents","description":"Dry."}
      {"id":"TN-2","title":"Fell 2","price":289.9,"currency":"EUR","url":"/p/tn-2","image":"/tent.svg","category":"Camping > Tents","description":"Light."}
      """;

  private Shop shop;

  @BeforeEach
  void open(Browser browser) {
    shop = Shop.open(browser);
    shop.server.page("/config.json", CONFIG);
    shop.server.page("/products.jsonl", PRODUCTS);
  }

  @AfterEach
  void close() {
    assertThat(shop.complaints).isEmpty();
    shop.close();
  }

  private Locator rows(String type) {
    return shop.page.locator("#frames tr." + type);
  }

  @Test
  void the_demo_page_answers_and_shows_each_frame() {
    shop.page.navigate(shop.server.url("/"));
    expect(shop.page.locator("#shop-name")).hasText("Pedalfern");
    shop.ask("Which tent stays dry?");

    expect(shop.part("up")).isVisible();
    expect(rows("complete")).hasCount(1);
    expect(rows("query")).containsText("Which tent stays dry?");
    expect(rows("immediate")).containsText("3 passages");
    assertThat(rows("stream_token").count()).isGreaterThan(20);
    expect(shop.page.locator("#summary")).containsText("first words after");
    expect(shop.page.locator("#socket-state")).hasText("open");
    assertThat(new AxeBuilder(shop.page).analyze().getViolations()).isEmpty();
  }

  @Test
  void the_demo_page_has_no_barriers_in_the_dark_and_on_a_phone() {
    shop.page.navigate(shop.server.url("/"));
    expect(shop.page.locator("#shelf a")).hasCount(2);
    for (int width : new int[] {1280, 390}) {
      shop.page.setViewportSize(width, 800);
      for (int theme = 0; theme < 2; theme++) {
        shop.page.locator("#theme").click();
        assertThat(new AxeBuilder(shop.page).analyze().getViolations()).isEmpty();
      }
    }
  }

  @Test
  void the_connection_can_be_dropped_and_slowed_down_and_the_answer_is_whole() {
    shop.page.navigate(shop.server.url("/"));
    shop.page.evaluate(
        "() => addEventListener('sluice-answer', ({ detail }) => (document.title = detail.text))");
    shop.answers.stopsAt = 60;
    shop.ask("Which tent stays dry?");
    expect(shop.part("answer")).containsText("Both tents");
    shop.answers.stopsAt = Integer.MAX_VALUE;
    shop.page.locator("#drop").click();
    shop.page.locator("#slow").click();

    shop.page.waitForFunction("text => document.title === text", Shop.TEXT.replaceAll("\\s+", " "));
    expect(shop.page.locator("#slow")).hasAttribute("aria-pressed", "true");
    assertThat(shop.server.received("resume")).hasSize(1);
  }

  @Test
  void a_product_on_screen_goes_with_the_question() {
    shop.page.navigate(shop.server.url("/"));
    shop.page.locator("#shelf a").first().click();
    expect(shop.page.locator("#product h2")).hasText("Hearth 4");
    shop.page.locator("#product button").click();
    expect(shop.part("up")).isVisible();
    shop.part("card").first().click();

    assertThat(shop.page.url()).endsWith("/p/tn-1");
    var question = shop.server.received("query").getFirst();
    assertThat(question.at("/context/product_id").asText()).isEqualTo("TN-1");
    shop.page.reload();
    expect(shop.page.locator("#product h2")).hasText("Hearth 4");
  }

  @Test
  void a_page_of_the_shop_is_shown_beside_the_chat() {
    shop.server.page(
        "/pages/returns.md", "---\ntitle: Returns\n---\n# Returns\n\nWithin **30 days**.");
    shop.page.navigate(shop.server.url("/pages/returns"));

    expect(shop.page.locator("#product")).hasText("ReturnsWithin 30 days.");
    expect(shop.page.locator("#product strong")).hasText(new String[] {"Returns", "30 days"});
  }

  @Test
  void a_server_without_settings_is_told_about() {
    shop.server.page("/config.json", "{");
    shop.page.navigate(shop.server.url("/"));
    expect(shop.page.locator("#problem")).isVisible();
  }

  @Test
  void the_plain_client_shows_sources_text_and_state() {
    shop.page.navigate(shop.server.url("/client.html"));
    shop.page.locator("#form button").first().click();

    expect(shop.page.locator("#state")).containsText("done");
    assertThat(shop.page.locator("#output").textContent()).isEqualTo(Shop.TEXT);
    expect(shop.page.locator("#sources li")).hasCount(3);
    assertThat(new AxeBuilder(shop.page).analyze().getViolations()).isEmpty();
  }
}
