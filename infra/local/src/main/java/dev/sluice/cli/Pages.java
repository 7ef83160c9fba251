package dev.sluice.cli;

import dev.sluice.standin.StaticContent;
import dev.sluice.widget.WidgetFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The demo page with the widget, and the sample shop's pictures. */
public final class Pages {
  private Pages() {}

  /**
   * @param shop the folder with the sample shop's pictures and products
   * @param key the development key that the page uses
   * @param products where the page finds the products to show; empty for none
   */
  public static StaticContent of(Path shop, String key, String products) {
    StaticContent pictures = StaticContent.folder(shop);
    WidgetFiles widget = new WidgetFiles();
    byte[] config = config(key, products);
    return path -> {
      if (path.equals("/config.json")) {
        return Optional.of(new StaticContent.Page("application/json", config));
      }
      if (path.startsWith("/img/") || (path.equals(products) && !products.isEmpty())) {
        return pictures.find(path);
      }
      return widget
          .find(path)
          .map(file -> new StaticContent.Page(file.contentType(), file.bytes()));
    };
  }

  private static byte[] config(String key, String products) {
    try {
      return dev.sluice.frame.Json.MAPPER
          .writeValueAsString(
              Map.of(
                  "url",
                  LocalStack.OLDER_PATH,
                  "key",
                  key,
                  "shop",
                  "Pedalfern",
                  "products",
                  products))
          .getBytes(StandardCharsets.UTF_8);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("A map of strings can be written", e);
    }
  }
}
