package dev.sluice.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.sluice.modelserver.Script;
import dev.sluice.modelserver.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The demo page in a real browser, on the whole stack. */
final class PageTest {
  private static LocalSluice sluice;
  private static Playwright playwright;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> chromium =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        chromium.isPresent(),
        "no Chromium here: install Debian's package 'chromium' for this test");
    sluice = LocalSluice.start();
    playwright = Playwright.create();
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium.get())
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--no-first-run")));
  }

  @AfterAll
  static void stop() {
    if (sluice != null) {
      browser.close();
      playwright.close();
      sluice.close();
    }
  }

  private static Page open(List<String> complaints) {
    Page page = browser.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.navigate("http://127.0.0.1:" + sluice.stack().port() + "/");
    return page;
  }

  private static void ask(Page page, String question) {
    Locator field = page.locator("#chat").getByRole(AriaRole.TEXTBOX);
    field.fill(question);
    field.press("Enter");
  }

  @Test
  void a_visitor_sees_the_sources_and_then_the_answer_as_it_streams() {
    sluice
        .model()
        .enqueue(
            Script.of(
                Step.text("You may return it "),
                Step.await("the first words are on the page"),
                Step.text("within 30 days [1]."),
                Step.finish("stop"),
                Step.done()));
    List<String> complaints = new ArrayList<>();
    try (Page page = open(complaints)) {
      ask(page, "What is your return policy?");
      Locator answer = page.locator("#chat [part=answer]");
      assertThat(page.locator("#chat [part=sources]").getByText("Returns").first()).isVisible();
      assertThat(answer).hasText("You may return it");
      sluice.model().open("the first words are on the page");
      assertThat(answer).hasText("You may return it within 30 days 1.");
      assertThat(page.locator("#frames")).containsText("stream_end");
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void a_dropped_connection_in_the_middle_loses_nothing() {
    sluice
        .model()
        .enqueue(
            Script.of(
                Step.text("You may return it "),
                Step.await("the page has dropped its connection"),
                Step.text("within 30 days [1]."),
                Step.finish("stop"),
                Step.done()));
    List<String> complaints = new ArrayList<>();
    try (Page page = open(complaints)) {
      ask(page, "What is your return policy?");
      Locator answer = page.locator("#chat [part=answer]");
      assertThat(answer).hasText("You may return it");
      page.locator("#drop").click();
      sluice.model().open("the page has dropped its connection");
      assertThat(answer)
          .hasText(
              "You may return it within 30 days 1.",
              new LocatorAssertions.HasTextOptions().setTimeout(30_000));
      assertThat(complaints).isEmpty();
    }
  }
}
