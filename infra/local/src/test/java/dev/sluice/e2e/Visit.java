package dev.sluice.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A visitor of the demo page. Owned by the test's thread. */
final class Visit implements AutoCloseable {
  /** Before any script of the page: policy reports become complaints, answers are remembered. */
  private static final String WATCH =
      """
      addEventListener('securitypolicyviolation', (event) =>
          console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
      window.answers = [];
      addEventListener('sluice-answer', ({ detail }) => window.answers.push(detail.text));
      """;

  private final BrowserContext context;
  private final String address;
  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  Visit(BrowserContext context, String address) {
    this.context = context;
    this.address = address;
    context.addInitScript(WATCH);
    page = open();
    page.navigate(address);
  }

  private Page open() {
    Page opened = context.newPage();
    opened.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    opened.onPageError(complaints::add);
    return opened;
  }

  Page page() {
    return page;
  }

  /** Errors of scripts, of the console and of the page's policy, in all tabs. */
  List<String> complaints() {
    return complaints;
  }

  void ask(String question) {
    Locator field = page.locator("#chat").getByRole(AriaRole.TEXTBOX);
    field.fill(question);
    field.press("Enter");
  }

  Locator part(String name) {
    return part(page, name);
  }

  static Locator part(Page page, String name) {
    return page.locator("#chat [part~=" + name + "]");
  }

  /** Waits for the first answer's end; its text as the model has written it. */
  String answered() {
    page.waitForFunction("() => window.answers.length > 0");
    return (String) page.evaluate("() => window.answers[0]");
  }

  /** A tab with a copy of this one's storage, as browsers make it when a tab is duplicated. */
  Page duplicate() {
    Object saved = page.evaluate("() => Object.entries(sessionStorage)");
    Page second = open();
    second.navigate(address + "client.html");
    second.evaluate("saved => saved.forEach(([k, v]) => sessionStorage.setItem(k, v))", saved);
    second.navigate(address);
    return second;
  }

  @Override
  public void close() {
    context.close();
  }
}
