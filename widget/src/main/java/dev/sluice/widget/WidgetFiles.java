package dev.sluice.widget;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The widget's files by the path of a request: {@code /}, {@code /p/…} and {@code /pages/…} (a
 * product or a page of the shop on screen) are the demo page, everything else is the file of that
 * name. Thread-safe.
 */
public final class WidgetFiles {
  /** One plain name: nothing that leads elsewhere. */
  private static final Pattern NAME = Pattern.compile("/([a-z0-9-]+(?:\\.d)?\\.([a-z]{2,4}))");

  /** A product or a page of the shop: the demo page shows it. */
  private static final Pattern SHOWN = Pattern.compile("/(?:p|pages)/[\\w-]{1,100}");

  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "ts", "text/plain; charset=utf-8",
          "svg", "image/svg+xml");

  private final Map<String, WidgetFile> files = new ConcurrentHashMap<>();

  /** The file for the path of a request, without its query; empty when there is none. */
  public Optional<WidgetFile> find(String path) {
    var name = NAME.matcher(isPage(path) ? "/index.html" : path);
    if (!name.matches() || !CONTENT_TYPES.containsKey(name.group(2))) {
      return Optional.empty();
    }
    String contentType = CONTENT_TYPES.getOrDefault(name.group(2), "");
    WidgetFile known = files.get(name.group(1));
    if (known != null) {
      return Optional.of(known);
    }
    Optional<WidgetFile> read = read(name.group(1), contentType);
    read.ifPresent(file -> files.put(name.group(1), file));
    return read;
  }

  private static boolean isPage(String path) {
    return path.equals("/") || SHOWN.matcher(path).matches();
  }

  private static Optional<WidgetFile> read(String name, String contentType) {
    try (InputStream in = WidgetFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] bytes = in.readAllBytes();
      return Optional.of(new WidgetFile(ByteBuffer.wrap(bytes), contentType, etag(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading the widget's " + name, e);
    }
  }

  private static String etag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
