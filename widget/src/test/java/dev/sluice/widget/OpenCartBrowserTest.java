package dev.sluice.widget;

import static dev.sluice.widget.Shop.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page that the OpenCart extension has made, in a browser, under a strict policy. */
@ExtendWith(Chromium.class)
class OpenCartBrowserTest {
  private static final String SCRIPTS = "/extension/sluice/catalog/view/javascript/";

  private static Php php;

  @BeforeAll
  static void find() {
    php = Php.orSkip();
  }

  /** The shop's page as a customer gets it who looks at the product 42. */
  private static ObjectNode customer(Shop shop) {
    ObjectNode scenario =
        OpenCartPagesTest.shop(
            """
            {"page": "<!doctype html><html lang='en'><title>A shop</title><body><h1>A shop</h1><script src='/page.js'></script></body></html>",
             "customer": {"customer_id": 7}, "get": {"route": "product/product", "product_id": "42"},
             "config": {"module_sluice_secret": "a signing secret of more than 32 bytes",
               "module_sluice_accent": "#8a2be2", "module_sluice_position": "start",
               "module_sluice_suggestions": {"en-gb": "Which tent stays dry?"}}}
            """);
    scenario
        .withObject("/config")
        .put("module_sluice_url", shop.server.url("/ws/query").replaceFirst("^http", "ws"))
        .put("config_url", shop.server.url("/"));
    return scenario;
  }

  private static void serve(Shop shop) throws IOException {
    ObjectNode scenario = customer(shop);
    shop.server.page("/shop.html", php.run(scenario.toString()).path("page").asText());
    scenario.put("call", "token");
    shop.server.page("/index.php", php.run(scenario.toString()).path("output").asText());
    Path script = Path.of("opencart/catalog/view/javascript/sluice-shop.js");
    shop.server.page(SCRIPTS + "sluice-shop.js", Files.readString(script));
    byte[] widget = new WidgetFiles().find("/sluice-chat.js").orElseThrow().bytes();
    shop.server.page(SCRIPTS + "sluice-chat.js", new String(widget, StandardCharsets.UTF_8));
    shop.page.reload();
  }

  @Test
  void a_customer_asks_about_the_product_on_screen_with_a_token_of_the_shops(Browser browser)
      throws IOException {
    try (Shop shop = Shop.open(browser)) {
      serve(shop);
      shop.openChat();
      shop.part("suggestion").click();

      assertThat(shop.answered(1)).isEqualTo(Shop.TEXT);
      assertThat(shop.server.handshakes).hasSize(1);
      assertThat(shop.server.handshakes.getFirst()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]{43}");
      var context = shop.server.received("query").getFirst().path("context");
      assertThat(context.path("product_id").asText()).isEqualTo("42");
      assertThat(context.path("locale").asText()).isEqualTo("en-gb");
      assertThat(shop.page.evaluate("window.violations")).isEqualTo(List.of());
      assertThat(shop.complaints).isEmpty();
    }
  }

  @Test
  void colour_and_place_are_the_shops(Browser browser) throws IOException {
    try (Shop shop = Shop.open(browser)) {
      serve(shop);
      expect(shop.part("launcher")).hasCSS("background-color", "rgb(138, 43, 226)");
      assertThat(shop.part("launcher").boundingBox().x).isEqualTo(20);
      shop.openChat();
      assertThat(shop.part("panel").boundingBox().x).isEqualTo(20);
    }
  }

  @Test
  void a_shop_that_gives_no_token_is_told_in_words(Browser browser) throws IOException {
    try (Shop shop = Shop.open(browser)) {
      serve(shop);
      shop.page.route(
          "**/index.php?**",
          route -> route.fulfill(new Route.FulfillOptions().setStatus(403).setBody("{}")));
      shop.openChat();
      shop.part("suggestion").click();
      shop.event("sluice-error", 1, "code");
      expect(shop.part("status")).containsText("cannot be reached");
      assertThat(shop.server.handshakes).isEmpty();
    }
  }
}
