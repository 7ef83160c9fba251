package dev.sluice.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import dev.sluice.modelserver.ScriptedModelServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The whole stack with its demo page, and a real browser to look at it. */
final class DemoBrowser implements AutoCloseable {
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run");

  private final LocalSluice sluice;
  private final Playwright playwright = Playwright.create();
  private final Browser browser;

  private DemoBrowser(Path chromium, Map<String, String> settings) throws Exception {
    sluice = LocalSluice.start(settings);
    browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(ARGUMENTS));
  }

  /** Skips the test where there is no Chromium. */
  static DemoBrowser startOrSkip() throws Exception {
    return startOrSkip(Map.of());
  }

  /** Skips the test where there is no Chromium. */
  static DemoBrowser startOrSkip(Map<String, String> settings) throws Exception {
    Optional<Path> chromium =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        chromium.isPresent(),
        "no Chromium here: install Debian's package 'chromium' for this test");
    return new DemoBrowser(chromium.get(), settings);
  }

  ScriptedModelServer model() {
    return sluice.model();
  }

  /** A visitor with an empty browser, on the demo page. */
  Visit visit() {
    BrowserContext context = browser.newContext();
    context.setDefaultTimeout(60_000);
    return new Visit(context, "http://127.0.0.1:" + sluice.stack().port() + "/");
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
    sluice.close();
  }
}
