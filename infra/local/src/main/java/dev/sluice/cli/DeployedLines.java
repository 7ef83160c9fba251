package dev.sluice.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What somebody who has deployed needs next. */
final class DeployedLines {
  private DeployedLines() {}

  /**
   * @param outputs of the stack
   * @param key of the pages, if one has been made just now
   */
  static List<String> of(Map<String, String> outputs, Optional<String> key) {
    String socket = outputs.getOrDefault("WebSocketUrl", "");
    String table = outputs.getOrDefault("TableName", "");
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("websocket  " + socket);
    lines.add("documents  s3://" + outputs.getOrDefault("BucketName", "") + "/documents/<tenant>/");
    lines.add("table      " + table);
    if (key.isEmpty()) {
      lines.add(
          "key        ./sluice key create --table "
              + table
              + " --public --origin https://your.shop");
    } else {
      lines.add("key        " + key.get() + "  (shown once)");
    }
    lines.add("embed      " + tag(outputs, socket, key.orElse("slk_…")));
    if (!outputs.containsKey("WidgetUrl")) {
      lines.add("           serve sluice-chat.js from your shop, or deploy with -p Edge=yes");
    }
    return lines;
  }

  private static String tag(Map<String, String> outputs, String socket, String key) {
    return "<script src=\""
        + outputs.getOrDefault("WidgetUrl", "/sluice-chat.js")
        + "\" data-url=\""
        + socket
        + "\" data-key=\""
        + key
        + "\" async></script>";
  }
}
