package dev.sluice.widget;

import static dev.sluice.widget.Shop.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Models and product data that mean harm do none, and the page's strict policy is never broken. */
@ExtendWith(Chromium.class)
class HostileTest {
  private static final String EVIL =
      """
      <script>window.harmed = 1</script><img src=x onerror="window.harmed = 2">
      [click](javascript:window.harmed=3) [data](data:text/html,<script>harmed=4</script>)
      [elsewhere](https://evil.example/steal?q=1) ![pixel](https://evil.example/pixel.png)
      [shop](https://help.example.evil.example/) [user](https://help.example@evil.example/)
      <a href="javascript:window.harmed=5" onclick="window.harmed=6">x</a> \u202Egnp.exe\u202C
      ![](https://help.example/tracker.png) https://evil.example/auto
      [good](https://help.example/fine) <style>*{display:none}</style>
      """
          .strip();

  @Test
  void hostile_text_and_products_stay_harmless(Browser browser) {
    try (Shop shop =
        Shop.open(browser, new AnswerScript(EVIL, 11, 2), new Browser.NewContextOptions())) {
      shop.answers.snippets =
          List.of(
              Frames.snippet("good", "Good", "https://help.example/", "", ""),
              Frames.snippet(
                  "<img src=x onerror=harmed=7>",
                  "<script>harmed=8</script>\u202Eabc",
                  "javascript:window.harmed=9",
                  "javascript:window.harmed=10",
                  "<b>9</b>"),
              Frames.snippet("data", "Data", "data:text/html,x", "data:image/svg+xml,x", "NaN"));
      shop.openChat();
      shop.ask("<img src=x onerror=\"window.harmed = 11\">");

      assertThat(shop.answered(1)).isEqualTo(EVIL);
      expect(shop.part("up")).isVisible();
      expect(shop.part("answer").locator("a")).hasCount(1);
      expect(shop.part("answer").locator("a")).hasText("good");
      expect(shop.part("answer").locator("img, script, style")).hasCount(0);
      expect(shop.part("answer")).not().containsText("\u202E");
      expect(shop.part("card-title").nth(1)).hasText("<script>harmed=8</script>abc");
      expect(shop.part("card").locator("xpath=self::a")).hasCount(1);
      expect(shop.part("card").locator("img")).hasCount(0);
      shop.part("card").nth(1).click();
      assertThat(shop.page.evaluate("typeof window.harmed")).isEqualTo("undefined");
      assertThat(shop.page.evaluate("window.violations")).isEqualTo(List.of());
      assertThat(shop.complaints).isEmpty();
    }
  }

  @Test
  void frames_that_are_none_are_ignored(Browser browser) {
    try (Shop shop = Shop.open(browser)) {
      shop.server.script(
          (visitor, message) -> {
            for (String nonsense :
                List.of("", "null", "[]", "{\"type\":\"stream_token\"}", "{\"type\":\"later\"}")) {
              visitor.send(nonsense);
            }
            shop.answers.message(visitor, message);
          });
      shop.openChat();
      shop.ask("Which tent stays dry?");

      assertThat(shop.answered(1)).isEqualTo(Shop.TEXT);
      assertThat(shop.complaints).isEmpty();
    }
  }
}
