package dev.sluice.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Pages that are served beside the API. Thread-safe. */
@FunctionalInterface
public interface StaticContent {
  /**
   * A page.
   *
   * @param contentType such as {@code text/html; charset=utf-8}
   * @param bytes its content
   */
  record Page(String contentType, byte[] bytes) {}

  /** Content types by file ending, for what a web page is made of. */
  Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("png", "image/png"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("webp", "image/webp"),
          Map.entry("woff2", "font/woff2"));

  /**
   * @param path of the request, beginning with a slash
   * @return empty when there is no such page
   */
  Optional<Page> find(String path);

  /** No pages. */
  static StaticContent none() {
    return path -> Optional.empty();
  }

  /** The content type for a path, by its ending. */
  static String typeOf(String path) {
    String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(ending, "application/octet-stream");
  }

  /** The files of a folder, read at each request; {@code /} is {@code index.html}. */
  static StaticContent folder(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    return path -> {
      String name = path.endsWith("/") ? path + "index.html" : path;
      Path file = root.resolve(name.substring(1)).normalize();
      if (!file.startsWith(root) || !Files.isRegularFile(file)) {
        return Optional.empty();
      }
      try {
        return Optional.of(new Page(typeOf(name), Files.readAllBytes(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
