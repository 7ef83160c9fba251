package dev.sluice.widget;

import static dev.sluice.widget.Shop.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everybody can use it: axe finds nothing in any state, and the keyboard alone is enough. */
@ExtendWith(Chromium.class)
class AccessTest {
  /** What is on the screen. */
  enum State {
    CLOSED,
    OPEN,
    STREAMING,
    ANSWERED,
    ERROR,
    RECONNECTING
  }

  /** On what screen it is. */
  enum Screen {
    LIGHT(ColorScheme.LIGHT, 900, 760, "en"),
    DARK(ColorScheme.DARK, 900, 760, "en"),
    RIGHT_TO_LEFT(ColorScheme.LIGHT, 900, 760, "ar"),
    PHONE(ColorScheme.LIGHT, 390, 720, "de"),
    /** 200 % zoom halves the viewport. */
    ZOOMED(ColorScheme.LIGHT, 640, 400, "en");

    private final ColorScheme scheme;
    private final int width;
    private final int height;
    private final String language;

    Screen(ColorScheme scheme, int width, int height, String language) {
      this.scheme = scheme;
      this.width = width;
      this.height = height;
      this.language = language;
    }

    Browser.NewContextOptions options() {
      return new Browser.NewContextOptions()
          .setColorScheme(scheme)
          .setViewportSize(width, height)
          .setReducedMotion(ReducedMotion.REDUCE);
    }
  }

  @ParameterizedTest
  @EnumSource(Screen.class)
  void axe_finds_nothing_in_any_state(Screen screen, Browser browser) {
    try (Shop shop = Shop.open(browser, new AnswerScript(Shop.TEXT, 9, 1), screen.options())) {
      shop.page(
          "data-suggestions='Which tent stays dry?|How long may I return it?'", screen.language);
      shop.page.reload();
      for (State state : State.values()) {
        reach(state, shop);
        Pictures.take(shop.page, screen + "-" + state);
        assertThat(new AxeBuilder(shop.page).analyze().getViolations())
            .extracting(AccessTest::told)
            .as("%s", state)
            .isEmpty();
      }
    }
  }

  private static List<String> told(Rule rule) {
    return rule.getNodes().stream()
        .map(node -> rule.getId() + " " + node.getTarget() + " " + node.getHtml())
        .toList();
  }

  /** From the state before. */
  private static void reach(State state, Shop shop) {
    switch (state) {
      case CLOSED -> expect(shop.part("launcher")).isVisible();
      case OPEN -> {
        shop.openChat();
        expect(shop.part("suggestion")).hasCount(2);
      }
      case STREAMING -> {
        shop.answers.stopsAt = 150;
        shop.ask("Which tent stays dry?");
        expect(shop.part("answer")).containsText("who carry");
      }
      case ANSWERED -> {
        shop.answers.stopsAt = Integer.MAX_VALUE;
        shop.server.dropAll();
        shop.answered(1);
        expect(shop.part("up")).isVisible();
      }
      case ERROR -> {
        shop.answers.instead.add(Frames.error("", "model_failed").put("attempt", 1));
        shop.ask("And in snow?");
        expect(shop.part("note").last()).hasClass("note bad");
      }
      case RECONNECTING -> {
        shop.server.admit(token -> 503);
        shop.answers.stopsAt = 0;
        shop.ask("And in wind?");
        shop.page.waitForCondition(() -> shop.server.received("query").size() == 3);
        shop.server.dropAll();
        expect(shop.part("status")).isVisible();
      }
    }
  }

  @Test
  void the_keyboard_alone_is_enough(Browser browser) {
    try (Shop shop = Shop.open(browser)) {
      shop.page("data-suggestions='Which tent stays dry?'", "en");
      shop.page.reload();
      shop.page.locator("main a").focus();
      press(shop, "Tab", "launcher");
      shop.page.keyboard().press("Enter");
      expect(shop.part("input")).isFocused();
      press(shop, "Shift+Tab", "suggestion");
      shop.page.keyboard().press("Enter");
      shop.answered(1);
      expect(shop.part("up")).isVisible();
      shop.part("input").focus();
      press(shop, "Shift+Tab", "again");
      press(shop, "Shift+Tab", "down");
      press(shop, "Shift+Tab", "up");
      press(shop, "Shift+Tab", "copy");
      press(shop, "Shift+Tab", "citation");
      shop.page.keyboard().press("Escape");
      expect(shop.part("launcher")).isFocused();
    }
  }

  private static void press(Shop shop, String key, String part) {
    shop.page.keyboard().press(key);
    expect(shop.page.locator("sluice-chat [part~=" + part + "]:focus")).hasCount(1);
  }

  @Test
  void on_a_phone_the_chat_is_a_sheet_that_ends_above_the_keyboard(Browser browser) {
    AnswerScript answers = new AnswerScript(Shop.TEXT, 9, 1);
    try (Shop shop = Shop.open(browser, answers, Screen.PHONE.options())) {
      shop.openChat();
      assertThat(place(shop, "panel")).isEqualTo("0 0 390 720");
      assertThat(shop.part("input").boundingBox().height).isGreaterThanOrEqualTo(24);
      shop.page.setViewportSize(390, 400);
      shop.page.waitForCondition(() -> place(shop, "panel").equals("0 0 390 400"));
      expect(shop.part("send")).isInViewport();
    }
  }

  @Test
  void focus_is_never_behind_the_sheet_of_a_phone(Browser browser) {
    AnswerScript answers = new AnswerScript(Shop.TEXT, 9, 1);
    try (Shop shop = Shop.open(browser, answers, Screen.PHONE.options())) {
      shop.openChat();
      for (String key : List.of("Tab", "Shift+Tab")) {
        for (int n = 0; n < 8; n++) {
          shop.page.keyboard().press(key);
          expect(shop.page.locator("main a")).not().isFocused();
        }
      }
      shop.part("close").click();
      expect(shop.part("launcher")).isFocused();
      shop.page.locator("main a").focus();
      expect(shop.page.locator("main a")).isFocused();
    }
  }

  @Test
  void from_right_to_left_the_bubble_stands_on_the_left(Browser browser) {
    AnswerScript answers = new AnswerScript(Shop.TEXT, 9, 1);
    try (Shop shop = Shop.open(browser, answers, Screen.RIGHT_TO_LEFT.options())) {
      shop.page("", "ar");
      shop.page.reload();
      shop.page.evaluate("document.documentElement.dir = 'rtl'");
      assertThat(place(shop, "launcher")).startsWith("20 ");
      shop.openChat();
      expect(shop.part("panel")).hasCSS("direction", "rtl");
      expect(shop.part("send")).hasAttribute("aria-label", "إرسال");
      assertThat(shop.part("send").boundingBox().x).isLessThan(shop.part("input").boundingBox().x);
      shop.ask("Which tent stays dry?");
      expect(shop.part("question").locator("bdi:dir(ltr)")).hasText("Which tent stays dry?");
      expect(shop.part("answer")).hasCSS("direction", "ltr");
    }
  }

  private static String place(Shop shop, String part) {
    var box = shop.part(part).boundingBox();
    return "%.0f %.0f %.0f %.0f".formatted(box.x, box.y, box.width, box.height);
  }

  @Test
  void who_wants_no_motion_sees_none(Browser browser) {
    for (ReducedMotion wish : ReducedMotion.values()) {
      AnswerScript answers = new AnswerScript(Shop.TEXT, 9, 1);
      answers.stopsAt = 150;
      var options = new Browser.NewContextOptions().setReducedMotion(wish);
      try (Shop shop = Shop.open(browser, answers, options)) {
        shop.openChat();
        shop.ask("Which tent stays dry?");
        expect(shop.part("answer")).containsText("who carry");
        Object moving =
            shop.page.evaluate(
                "() => document.querySelector('sluice-chat').shadowRoot.getAnimations().length");
        assertThat(moving).isEqualTo(wish == ReducedMotion.REDUCE ? 0 : 1);
      }
    }
  }

  @Test
  void every_control_is_large_enough_for_a_finger(Browser browser) {
    try (Shop shop = Shop.open(browser)) {
      shop.page("data-suggestions='Which tent stays dry?'", "en");
      shop.page.reload();
      shop.openChat();
      assertThat(small(shop)).isEmpty();
      shop.part("suggestion").click();
      shop.answered(1);
      expect(shop.part("up")).isVisible();
      assertThat(small(shop)).isEmpty();
    }
  }

  /** Controls of less than 24 by 24 pixels: WCAG 2.2, 2.5.8. */
  private static List<?> small(Shop shop) {
    return (List<?>)
        shop.page.evaluate(
            """
            () => [...document.querySelector('sluice-chat').shadowRoot.querySelectorAll('button, textarea, .card')]
                .filter((e) => e.checkVisibility())
                .filter((e) => e.getBoundingClientRect().width < 24 || e.getBoundingClientRect().height < 24)
                .map((e) => e.getAttribute('part'))
            """);
  }

  @Test
  void focus_goes_back_to_where_it_came_from(Browser browser) {
    try (Shop shop = Shop.open(browser)) {
      shop.page.locator("main a").focus();
      shop.page.evaluate("() => document.querySelector('sluice-chat').open()");
      expect(shop.part("input")).isFocused();
      shop.page.keyboard().press("Escape");
      expect(shop.page.locator("main a")).isFocused();
    }
  }

  @Test
  void focus_stays_in_the_question_while_an_answer_comes(Browser browser) {
    try (Shop shop = Shop.open(browser)) {
      shop.openChat();
      shop.ask("Which tent stays dry?");
      shop.answered(1);
      expect(shop.part("input")).isFocused();
    }
  }

  @Test
  void who_listens_hears_sentences_and_no_tokens(Browser browser) {
    try (Shop shop = Shop.open(browser)) {
      shop.openChat();
      shop.page.evaluate(
          """
          () => {
            const live = document.querySelector('sluice-chat').shadowRoot.querySelector('[aria-live=polite]');
            window.heard = [];
            new MutationObserver((changes) => changes.forEach(({ addedNodes }) =>
                window.heard.push(...[...addedNodes].map((node) => node.textContent))))
                .observe(live, { childList: true });
          }
          """);
      shop.ask("Which tent stays dry?");
      shop.answered(1);
      List<?> heard = (List<?>) shop.page.evaluate("() => window.heard");
      assertThat(heard).hasSizeBetween(2, 5);
      assertThat(String.join(" ", heard.stream().map(String::valueOf).toList()))
          .startsWith("Both tents stay dry in heavy rain . The Hearth 4 is for families")
          .endsWith("You have 30 days from delivery. — Returns");
      expect(shop.part("log")).hasAttribute("aria-live", "off");
      expect(shop.part("log")).hasAttribute("role", "log");
    }
  }
}
