package dev.sluice.widget;

import static dev.sluice.widget.Shop.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the widget offers and what a visitor's browser has to load for it, held together. */
@ExtendWith(Chromium.class)
class SizeTest {
  private static final int CHAT_GZIPPED_BYTES = 15_000;
  private static final int CLIENT_GZIPPED_BYTES = 5_000;

  private static final List<String> PARTS =
      List.of(
          "launcher",
          "badge",
          "panel",
          "header",
          "title",
          "fresh",
          "close",
          "log",
          "welcome",
          "greeting",
          "suggestions",
          "suggestion",
          "turn",
          "question",
          "sources",
          "card",
          "card-image",
          "card-title",
          "card-price",
          "answer",
          "citation",
          "note",
          "actions",
          "copy",
          "up",
          "down",
          "again",
          "status",
          "composer",
          "input",
          "stop",
          "send",
          "notice");

  private static final List<String> ATTRIBUTES =
      List.of(
          "url", "key", "mode", "theme", "greeting", "suggestions", "product", "currency", "lang");

  private static final List<String> MEMBERS =
      List.of("open", "close", "ask", "tokenProvider", "openSocket", "context", "strings");

  private static final List<String> EVENTS =
      List.of("sluice-open", "sluice-question", "sluice-answer", "sluice-error");

  private static final List<String> PROPERTIES =
      List.of(
          "--sluice-accent",
          "--sluice-on-accent",
          "--sluice-back",
          "--sluice-soft",
          "--sluice-text",
          "--sluice-quiet",
          "--sluice-line",
          "--sluice-radius",
          "--sluice-width",
          "--sluice-height");

  private static final List<String> LANGUAGES =
      List.of("en", "de", "fr", "es", "it", "nl", "pl", "pt", "ar", "zh");

  /** The names of what the style sheet says of the element itself. */
  private static final String HOST_STYLE =
      "[...document.querySelector('sluice-chat').shadowRoot.adoptedStyleSheets[0].cssRules[0].style]";

  @Test
  void the_features_and_the_sizes_are_kept_together(Browser browser) throws IOException {
    assertThat(gzipped("/sluice-chat.js")).isBetween(1_000, CHAT_GZIPPED_BYTES);
    assertThat(gzipped("/sluice-client.js")).isBetween(1_000, CLIENT_GZIPPED_BYTES);
    try (Shop shop = Shop.open(browser)) {
      shop.page("data-suggestions='Which tent stays dry?'", "en");
      shop.page.reload();
      shop.openChat();
      expect(shop.part("suggestion")).isVisible();
      shop.ask("Which tent stays dry?");
      expect(shop.part("up")).isVisible();

      assertThat(parts(shop)).containsExactlyInAnyOrderElementsOf(PARTS);
      assertThat(strings(shop, "customElements.get('sluice-chat').observedAttributes"))
          .containsExactlyElementsOf(ATTRIBUTES);
      assertThat(
              strings(shop, MEMBERS + ".filter((m) => m in document.querySelector('sluice-chat'))"))
          .containsExactlyElementsOf(MEMBERS);
      assertThat(strings(shop, HOST_STYLE + ".filter((name) => name.startsWith('--sluice'))"))
          .containsExactlyElementsOf(PROPERTIES);
      shop.answers.instead.add(Frames.error("", "model_failed").put("attempt", 1));
      shop.ask("And in snow?");
      shop.event("sluice-error", 1, "code");
      assertThat(strings(shop, "[...new Set(window.seen.map(({ type }) => type))]"))
          .containsExactlyElementsOf(EVENTS);
      assertThat(titles(shop)).hasSize(LANGUAGES.size());
    }
  }

  private static Set<String> parts(Shop shop) {
    return new TreeSet<>(
        strings(
            shop,
            "[...document.querySelector('sluice-chat').shadowRoot.querySelectorAll('[part]')]"
                + ".map((e) => e.getAttribute('part'))"));
  }

  private static List<String> strings(Shop shop, String expression) {
    String quoted = expression.replaceFirst("^\\[(\\w+(, \\w+)*)]", "'$1'.split(', ')");
    List<?> values = (List<?>) shop.page.evaluate("() => " + quoted);
    return values.stream().map(String::valueOf).toList();
  }

  /** The title in each language. */
  private static Set<String> titles(Shop shop) {
    Set<String> titles = new LinkedHashSet<>();
    for (String language : LANGUAGES) {
      shop.page.evaluate("l => { document.querySelector('sluice-chat').lang = l; }", language);
      titles.add(shop.part("title").textContent());
    }
    return titles;
  }

  private static int gzipped(String path) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new Best(out)) {
      gzip.write(new WidgetFiles().find(path).orElseThrow().bytes());
    }
    return out.size();
  }

  /** What {@code gzip -9} makes. */
  private static final class Best extends GZIPOutputStream {
    Best(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
