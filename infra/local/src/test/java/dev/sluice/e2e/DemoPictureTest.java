package dev.sluice.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.sluice.modelserver.Script;
import dev.sluice.modelserver.Step;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Takes the picture of the demo page that the documentation shows. */
@EnabledIfSystemProperty(
    named = "sluice.screenshots",
    matches = "true",
    disabledReason = "writes docs/screenshots/demo.png: -Dsluice.screenshots=true")
final class DemoPictureTest {
  private static final String ANSWER =
      """
      The **Dune 2** is the light one: it weighs 2.1 kg and sleeps two [1].

      - Water column 3000 mm, so a night of rain is no worry
      - You may return it within 30 days of delivery [3]\
      """;

  @Test
  void the_page_after_an_answer() throws Exception {
    Path shop = LocalSluice.root().resolve("infra/local/shop");
    try (DemoBrowser demo = DemoBrowser.startOrSkip();
        Visit visit = demo.visit()) {
      Page page = visit.page();
      page.setViewportSize(1280, 860);
      page.route(
          "**/config.json",
          route -> {
            String config =
                "{\"key\":\"%s\",\"shop\":\"Pedalfern\",\"products\":\"/products.jsonl\"}";
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(config.formatted(LocalSluice.KEY)));
          });
      page.route(
          "**/products.jsonl",
          route ->
              route.fulfill(new Route.FulfillOptions().setPath(shop.resolve("products.jsonl"))));
      page.reload();
      demo.model()
          .enqueue(Script.of(new Step.Tokens(ANSWER, 30), Step.finish("stop"), Step.done()));
      visit.ask("Which tent is light, and can I send it back?");

      assertThat(visit.answered()).isEqualTo(ANSWER);
      assertThat(visit.part("up")).isVisible();
      Path file = LocalSluice.root().resolve("docs/screenshots/demo.png");
      page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }
  }
}
