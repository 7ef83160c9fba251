package dev.sluice.widget;

import static java.util.stream.Collectors.joining;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the tests of the modules, {@code src/test/js/*.test.js}, where they are to work. */
@ExtendWith(Chromium.class)
@Timeout(60)
class ModulesTest {
  private static final String NAMES = "async f => Object.keys((await import(f)).default)";
  private static final String RUN =
      "async ([f, name]) => { await (await import(f)).default[name](); }";

  private static ScriptedGateway server;
  private static BrowserContext context;
  private static Page page;

  @BeforeAll
  static void open(Browser browser) {
    server = new ScriptedGateway((visitor, message) -> {});
    server.page("/empty.html", "<!doctype html><title>Tests</title>");
    context = browser.newContext();
    page = context.newPage();
    page.navigate(server.url("/empty.html"));
  }

  @AfterAll
  static void close() {
    if (context != null) {
      context.close();
      server.close();
    }
  }

  @TestFactory
  Stream<DynamicContainer> modules() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/js"))) {
      return files
          .map(Path::getFileName)
          .map(Path::toString)
          .filter(f -> f.endsWith(".test.js"))
          .sorted()
          .toList()
          .stream()
          .map(ModulesTest::tests);
    }
  }

  private static DynamicContainer tests(String file) {
    String address = "/src/test/js/" + file;
    List<?> names = (List<?>) page.evaluate(NAMES, address);
    return DynamicContainer.dynamicContainer(
        file,
        names.stream()
            .map(String.class::cast)
            .map(name -> DynamicTest.dynamicTest(name, () -> run(address, name))));
  }

  private static void run(String address, String name) {
    try {
      page.evaluate(RUN, List.of(address, name));
    } catch (PlaywrightException e) {
      throw new AssertionError(firstLines(e.getMessage()), e);
    }
  }

  /** What the test says, without the way through the driver. */
  private static String firstLines(String message) {
    return message.lines().takeWhile(line -> !line.contains("evaluate")).collect(joining("\n"));
  }
}
