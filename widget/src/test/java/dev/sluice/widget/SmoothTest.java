package dev.sluice.widget;

import static dev.sluice.widget.Shop.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Clock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page stays quick while an answer comes, and nothing grows with time. */
@ExtendWith(Chromium.class)
@Timeout(240)
class SmoothTest {
  private static final int TOKENS = 4_000;
  private static final int TOKEN_LENGTH = 4;

  /** 200 tokens a second. */
  private static final int TOKEN_MILLIS = 5;

  private static final int TRIES = 2;

  /** Collects the browser's own entries of tasks longer than 50 ms. */
  private static final String OBSERVE =
      """
      () => {
        window.tasks = [];
        new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((e) => e.duration)))
            .observe({ type: 'longtask' });
      }
      """;

  /**
   * What the browser has said of a page's main thread, in milliseconds.
   *
   * @param longTasks its entries of tasks longer than 50 ms, waiting for the processor included
   * @param longestOnProcessor the longest that one task was on the processor
   */
  private record Tasks(List<?> longTasks, double longestOnProcessor) {}

  @Test
  void no_task_is_long_while_four_thousand_tokens_come(Browser browser) throws IOException {
    Tasks tasks = new Tasks(List.of(), 0);
    for (int tries = 0; tries < TRIES; tries++) {
      tasks = whileTokensCome(browser);
      assertThat(tasks.longestOnProcessor()).isStrictlyBetween(0.0, 50.0);
      if (tasks.longTasks().isEmpty()) {
        return;
      }
    }
    Assumptions.abort(
        "This machine is too busy for a statement on long tasks: they waited for the processor, "
            + tasks);
  }

  private static Tasks whileTokensCome(Browser browser) throws IOException {
    String text = (Shop.TEXT + "\n\n").repeat(60).substring(0, TOKENS * TOKEN_LENGTH);
    AnswerScript answers = new AnswerScript(text, TOKEN_LENGTH, TOKEN_MILLIS);
    try (Shop shop = Shop.open(browser, answers, new Browser.NewContextOptions())) {
      shop.context.setDefaultTimeout(100_000);
      shop.openChat();
      shop.page.evaluate(OBSERVE);
      browser.startTracing(
          shop.page, new Browser.StartTracingOptions().setCategories(List.of("toplevel")));
      shop.ask("Which tent stays dry?");
      assertThat(shop.answered(1)).isEqualTo(text);
      JsonNode trace = ScriptedGateway.JSON.readTree(browser.stopTracing());
      List<?> longTasks = (List<?>) shop.page.evaluate("() => window.tasks");
      return new Tasks(longTasks, longestOnProcessor(trace.path("traceEvents")));
    }
  }

  /** The longest task of all pages' main threads by their threads' own clocks. */
  private static double longestOnProcessor(JsonNode events) {
    Set<String> mainThreads = new HashSet<>();
    for (JsonNode event : events) {
      if (event.at("/args/name").asText().equals("CrRendererMain")) {
        mainThreads.add(thread(event));
      }
    }
    double longestMicros = 0;
    for (JsonNode event : events) {
      if (event.path("name").asText().endsWith("RunTask") && mainThreads.contains(thread(event))) {
        longestMicros = Math.max(longestMicros, event.path("tdur").asDouble());
      }
    }
    return longestMicros / 1_000;
  }

  private static String thread(JsonNode event) {
    return event.path("pid").asText() + "/" + event.path("tid").asText();
  }

  @Test
  void a_coarse_frame_is_shown_little_by_little(Browser browser) {
    String text = "word ".repeat(200).strip();
    AnswerScript answers = new AnswerScript(text, text.length(), 1);
    try (Shop shop = Shop.open(browser, answers, new Browser.NewContextOptions())) {
      shop.openChat();
      shop.page.clock().install(new Clock.InstallOptions().setTime(0));
      shop.page.clock().pauseAt(1_000);
      shop.ask("Which tent stays dry?");
      shop.page.waitForCondition(
          () -> shop.page.evaluate("window.seen.at(-1).type").equals("sluice-answer"));
      List<Integer> shown = new ArrayList<>();
      for (int frame = 0; frame < 100; frame++) {
        shop.page.clock().runFor(16);
        shown.add(shop.part("answer").textContent().length());
      }
      assertThat(shown).isSorted();
      assertThat(shown.get(2)).isBetween(1, text.length() / 2);
      assertThat(shown.get(15)).isBetween(text.length() / 4, text.length() - 1);
      assertThat(shown.getLast()).isEqualTo(text.length());
    }
  }

  @Test
  void neither_nodes_nor_listeners_grow_with_opening_and_reconnecting(Browser browser) {
    try (Shop shop = Shop.open(browser)) {
      shop.page.evaluate(WATCH);
      shop.openChat();
      shop.ask("Which tent stays dry?");
      shop.answered(1);
      expect(shop.part("up")).isVisible();
      CDPSession devtools = shop.context.newCDPSession(shop.page);
      devtools.send("Performance.enable");
      shop.page.evaluate(CYCLE, 5);
      Map<String, Double> before = counted(devtools);
      shop.page.evaluate(CYCLE, 100);
      Map<String, Double> after = counted(devtools);

      assertThat(after.get("JSEventListeners")).isLessThanOrEqualTo(before.get("JSEventListeners"));
      assertThat(after.get("Nodes")).isLessThanOrEqualTo(before.get("Nodes") + 5);
    }
  }

  /** Remembers the chat's socket. */
  private static final String WATCH =
      """
      () => {
        const chat = document.querySelector('sluice-chat');
        const open = chat.openSocket;
        chat.openSocket = (url) => (window.socket = open(url));
      }
      """;

  /** Closes and opens the chat, drops the connection, and rates, for which it connects again. */
  private static final String CYCLE =
      """
      async (times) => {
        const chat = document.querySelector('sluice-chat');
        const event = (name) => new Promise((resolve) =>
            window.socket.addEventListener(name, resolve, { once: true }));
        for (let n = 0; n < times; n++) {
          chat.close();
          chat.open();
          const closed = event('close');
          window.socket.close();
          await closed;
          await new Promise((resolve) => setTimeout(resolve));
          chat.shadowRoot.querySelector('[part~=up]').click();
          await new Promise((resolve) => setTimeout(resolve));
          await event('open');
        }
      }
      """;

  private static Map<String, Double> counted(CDPSession devtools) {
    devtools.send("HeapProfiler.collectGarbage");
    Map<String, Double> counted = new HashMap<>();
    devtools
        .send("Performance.getMetrics")
        .getAsJsonArray("metrics")
        .forEach(
            metric ->
                counted.put(
                    metric.getAsJsonObject().get("name").getAsString(),
                    metric.getAsJsonObject().get("value").getAsDouble()));
    return counted;
  }
}
