package dev.sluice.cli;

import dev.sluice.standin.StaticContent;
import dev.sluice.widget.WidgetFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The demo page with the widget, and the sample shop's pictures. */
final class Pages {
  private Pages() {}

  /**
   * @param key the development key that the page uses
   */
  static StaticContent of(Path shop, String key) {
    StaticContent pictures = StaticContent.folder(shop);
    WidgetFiles widget = new WidgetFiles();
    byte[] config = config(key);
    return path -> {
      if (path.equals("/config.json")) {
        return Optional.of(new StaticContent.Page("application/json", config));
      }
      if (path.startsWith("/img/")) {
        return pictures.find(path);
      }
      return widget
          .find(path)
          .map(file -> new StaticContent.Page(file.contentType(), file.bytes()));
    };
  }

  private static byte[] config(String key) {
    try {
      return dev.sluice.frame.Json.MAPPER
          .writeValueAsString(Map.of("url", LocalStack.OLDER_PATH, "key", key, "shop", "Pedalfern"))
          .getBytes(StandardCharsets.UTF_8);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("A map of strings can be written", e);
    }
  }
}
