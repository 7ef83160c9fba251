package dev.sluice.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody who has deployed needs next.
 *
 * @param region of the stack
 * @param outputs of the stack
 * @param key of the pages, if one has been made just now
 */
record DeployedLines(String region, Map<String, String> outputs, Optional<String> key) {

  List<String> lines() {
    String table = outputs.getOrDefault("TableName", "");
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("websocket  " + outputs.getOrDefault("WebSocketUrl", ""));
    lines.add("documents  s3://" + outputs.getOrDefault("BucketName", "") + "/documents/<tenant>/");
    lines.add("table      " + table + " (AWS_REGION=" + region + ")");
    lines.add(
        "key        "
            + key.map(value -> value + "  (shown once)")
                .orElseGet(
                    () ->
                        "AWS_REGION="
                            + region
                            + " ./sluice key create --table "
                            + table
                            + " --tenant shop --public --origin https://your.shop"));
    lines.add("embed      " + tag());
    if (!outputs.containsKey("WidgetUrl")) {
      lines.add("           serve sluice-chat.js from your shop, or deploy with -p Edge=yes");
    }
    return lines;
  }

  private String tag() {
    return "<script src=\""
        + outputs.getOrDefault("WidgetUrl", "/sluice-chat.js")
        + "\" data-url=\""
        + outputs.getOrDefault("WebSocketUrl", "")
        + "\" data-key=\""
        + key.orElse("slk_…")
        + "\" async></script>";
  }
}
