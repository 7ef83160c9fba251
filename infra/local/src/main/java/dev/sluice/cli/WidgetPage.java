package dev.sluice.cli;

import dev.sluice.standin.StaticContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The widget's files, as the build has put them on the class path. */
final class WidgetPage {
  private static final String FOLDER = "/dev/sluice/widget/";
  private static final Pattern NAME = Pattern.compile("/[A-Za-z0-9_-]+\\.[a-z.]+");

  private WidgetPage() {}

  static Optional<StaticContent.Page> find(String path) {
    String name = path.equals("/") ? "/index.html" : path;
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try (InputStream file = WidgetPage.class.getResourceAsStream(FOLDER + name.substring(1))) {
      return file == null
          ? Optional.empty()
          : Optional.of(new StaticContent.Page(StaticContent.typeOf(name), file.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + name, e);
    }
  }
}
