package dev.sluice.widget;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A shop's page with the widget in it, its server, and what a visitor does there. */
final class Shop implements AutoCloseable {
  static final List<ObjectNode> SOURCES =
      List.of(
          Frames.snippet("TN-1", "Hearth 4 Family Tent", "/p/tn-1", "/tent.svg", "429.00"),
          Frames.snippet("TN-2", "Fell 2 Trekking Tent", "/p/tn-2", "/missing.svg", "289.90"),
          Frames.snippet("pages/returns.md", "Returns", "https://help.example/returns", "", ""));

  static final String TEXT =
      """
      Both tents stay **dry** in heavy rain [1][2]. The Hearth 4 is for families, and the Fell 2
      is for walkers who carry it themselves.

      1. Hearth 4, water column 4000 mm
      2. Fell 2, see the [guide](https://help.example/tents)

      > You have 30 days from delivery.
      >
      > — Returns [3]
      """
          .strip();

  private static final String SCRIPT =
      "<script src='/sluice-chat.js' data-url='/ws/query' data-key='a key' %s async></script>";

  private static final String PAGE =
      """
      <!doctype html><html lang="%s"><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>A shop</title><main><h1>A shop</h1><p><a href="/other.html">Other page</a></p></main>%s
      <script src="/page.js"></script></html>
      """;

  /** Counts the page's complaints about its policy, and the element's events. */
  private static final String PAGE_SCRIPT =
      """
      window.violations = [];
      document.addEventListener('securitypolicyviolation', (e) =>
          window.violations.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
      window.seen = [];
      for (const type of ['sluice-open', 'sluice-question', 'sluice-answer', 'sluice-error']) {
        document.addEventListener(type, ({ detail }) => window.seen.push({ type, ...detail }));
      }
      """;

  final ScriptedGateway server;
  final AnswerScript answers;
  final BrowserContext context;
  final Page page;

  /** Errors of scripts and of the console, which no test expects. */
  final List<String> complaints = new CopyOnWriteArrayList<>();

  private Shop(Browser browser, AnswerScript answers, Browser.NewContextOptions options) {
    this.answers = answers;
    answers.snippets = SOURCES;
    server = new ScriptedGateway(answers);
    server.page("/page.js", PAGE_SCRIPT);
    server.page(
        "/tent.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' height='9'"
            + " rx='1' fill='#e6eee2'/><path d='M1 7l3.5-5L8 7z' fill='#3f7f57'/><path d='M4.5 4L6"
            + " 7H3z' fill='#24453c'/></svg>");
    page("", "en");
    context = browser.newContext(options);
    context.setDefaultTimeout(30_000);
    page = watched(context.newPage());
  }

  /** A shop that answers with the usual text, a few characters at a time. */
  static Shop open(Browser browser) {
    return open(browser, new AnswerScript(TEXT, 7, 4), new Browser.NewContextOptions());
  }

  static Shop open(Browser browser, AnswerScript answers, Browser.NewContextOptions options) {
    Shop shop = new Shop(browser, answers, options);
    shop.page.navigate(shop.server.url("/shop.html"));
    return shop;
  }

  /** Serves the page with more attributes of the widget's tag, or in another language. */
  void page(String attributes, String language) {
    String page = PAGE.formatted(language, SCRIPT.formatted(attributes));
    server.page("/shop.html", page);
    server.page("/other.html", page);
  }

  Page watched(Page opened) {
    opened.onPageError(error -> complaints.add("uncaught " + error));
    opened.onConsoleMessage(this::complaint);
    return opened;
  }

  private void complaint(ConsoleMessage message) {
    boolean expected = message.text().contains("WebSocket") || message.text().contains("404");
    if (message.type().equals("error") && !expected) {
      complaints.add(message.text());
    }
  }

  static Locator part(Page page, String name) {
    return page.locator("sluice-chat [part~=" + name + "]");
  }

  Locator part(String name) {
    return part(page, name);
  }

  static LocatorAssertions expect(Locator locator) {
    return PlaywrightAssertions.assertThat(locator);
  }

  void openChat() {
    part("launcher").click();
  }

  void ask(String question) {
    part("input").fill(question);
    part("input").press("Enter");
  }

  /** Waits until the page has had so many events of that type, and gives the last one's field. */
  String event(String type, int count, String field) {
    page.waitForFunction(
        "([t, n]) => window.seen.filter((e) => e.type === t).length >= n", List.of(type, count));
    return String.valueOf(
        page.evaluate(
            "([t, f]) => window.seen.filter((e) => e.type === t).at(-1)[f]", List.of(type, field)));
  }

  /** Waits for that many answers and gives the last one's text. */
  String answered(int count) {
    return event("sluice-answer", count, "text");
  }

  @Override
  public void close() {
    context.close();
    server.close();
    answers.close();
  }
}
