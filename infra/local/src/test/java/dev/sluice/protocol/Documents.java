package dev.sluice.protocol;

import java.nio.file.Path;

/** The documents of this project, whose root is the system property {@code sluice.root}. */
public final class Documents {
  private Documents() {}

  /** The schemas of the frames. */
  public static FrameSchemas schemas() {
    return FrameSchemas.of(docs().resolve("asyncapi.yaml"));
  }

  static Path docs() {
    return Path.of(System.getProperty("sluice.root"), "docs");
  }
}
