package dev.sluice.deploy;

import java.util.List;

/** What a stack leaves behind when it is taken away: what holds data, or serves others too. */
public final class Retained {
  /** The resources' names in the template. */
  public static final List<String> NAMES =
      List.of("Table", "Bucket", "WidgetBucket", "GatewayLogsRole", "GatewayAccount");

  private Retained() {}
}
