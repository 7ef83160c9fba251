package dev.sluice.deploy;

import dev.sluice.widget.WidgetFile;
import dev.sluice.widget.WidgetFiles;
import java.util.List;

/** The widget's files that a page loads; the demo's are not among them. */
final class Widget {
  static final List<String> FILES =
      List.of("sluice-chat.js", "sluice-client.js", "sluice-client.d.ts", "sluice-markdown.js");

  private static final WidgetFiles BUILT = new WidgetFiles();

  private Widget() {}

  /**
   * @throws DeployException if the build has not made it
   */
  static WidgetFile file(String name) {
    return BUILT
        .find("/" + name)
        .orElseThrow(() -> new DeployException("not built: the widget's " + name));
  }
}
