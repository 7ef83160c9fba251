package dev.sluice.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The project with packages of a few bytes, so that tests need not wait for real ones. */
public final class SmallBuild {
  private static final Path ROOT =
      Path.of(System.getProperty("sluice.root", "../..")).toAbsolutePath().normalize();

  private SmallBuild() {}

  /** Lays it out in the folder; other code gives other packages. */
  public static Path in(Path folder, String code) throws IOException {
    for (String file : List.of("infra/template.yaml", "infra/release/INSTALL.md", "LICENSE")) {
      Path copy = folder.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(ROOT.resolve(file), copy);
    }
    Files.createDirectories(folder.resolve("widget/target"));
    Files.writeString(folder.resolve("widget/target/sluice.ocmod.zip"), "extension");
    for (String module : List.of("connect", "query", "stream", "ingest")) {
      Path target = Files.createDirectories(folder.resolve("functions/" + module + "/target"));
      Files.writeString(target.resolve("function.zip"), code + module);
    }
    return folder;
  }
}
