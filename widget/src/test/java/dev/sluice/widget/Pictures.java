package dev.sluice.widget;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Pictures of the states that the documentation shows, kept in {@code docs/screenshots} when {@code
 * -Dsluice.screenshots=true} asks for it.
 */
final class Pictures {
  private static final Set<String> SHOWN =
      Set.of(
          "light-closed",
          "light-open",
          "light-streaming",
          "light-answered",
          "light-error",
          "light-reconnecting",
          "dark-answered",
          "right-to-left-answered",
          "phone-answered");

  /** The part of the page where the chat is, in pixels. */
  private static final int CHAT_WIDTH = 450;

  private Pictures() {}

  /** Takes the picture of that name, if it is wanted. */
  static void take(Page page, String name) {
    String file = name.toLowerCase(Locale.ROOT).replace('_', '-');
    if (Boolean.getBoolean("sluice.screenshots") && SHOWN.contains(file)) {
      Path folder = Path.of(System.getProperty("sluice.root", ".."), "docs/screenshots");
      int width = page.viewportSize().width;
      int shown = Math.min(width, CHAT_WIDTH);
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(folder.resolve(file + ".png"))
              .setClip(width - shown, 0, shown, page.viewportSize().height));
    }
  }
}
