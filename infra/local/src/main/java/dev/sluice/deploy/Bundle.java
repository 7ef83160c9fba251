package dev.sluice.deploy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A release as one file, from which Sluice is installed with a browser alone: packages, template,
 * widget, the extension for OpenCart, instructions, checksums. The same build gives the same bytes.
 */
public final class Bundle {
  /** The first moment that a zip can name. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Release release;
  private final String version;

  /**
   * @param version without spaces, as in file names
   */
  public Bundle(Release release, String version) {
    this.release = release;
    this.version = version;
  }

  /**
   * Writes {@code sluice-<version>.zip} into the folder.
   *
   * @return the file
   * @throws DeployException naming what has not been built
   */
  public Path write(Path folder) {
    Path file = folder.resolve("sluice-" + version + ".zip");
    try {
      Files.createDirectories(folder);
      try (OutputStream out = Files.newOutputStream(file);
          ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
        for (Map.Entry<String, Content> entry : contents().entrySet()) {
          ZipEntry named = new ZipEntry("sluice-" + version + "/" + entry.getKey());
          named.setTimeLocal(NO_TIME);
          zip.putNextEntry(named);
          try (InputStream in = entry.getValue().open()) {
            in.transferTo(zip);
          }
          zip.closeEntry();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Writing " + file, e);
    }
    return file;
  }

  /** Each file by its path. */
  private Map<String, Content> contents() throws IOException {
    Map<String, Content> files = new TreeMap<>();
    files.put("template.yaml", text(release.template()));
    release.objects().forEach((name, file) -> files.put(name, () -> Files.newInputStream(file)));
    for (String name : Widget.FILES) {
      files.put("widget/" + name, () -> new ByteArrayInputStream(Widget.file(name).bytes()));
    }
    files.put("sluice.ocmod.zip", built("widget/target/sluice.ocmod.zip"));
    files.put("INSTALL.md", built("infra/release/INSTALL.md"));
    files.put("LICENSE", built("LICENSE"));
    files.put("VERSION", text(version + "\n"));
    StringBuilder sums = new StringBuilder();
    for (Map.Entry<String, Content> file : files.entrySet()) {
      try (InputStream in = file.getValue().open()) {
        sums.append(Digests.of(in)).append("  ").append(file.getKey()).append('\n');
      }
    }
    files.put("SHA256SUMS", text(sums.toString()));
    return files;
  }

  private Content built(String path) {
    Path file = release.home().resolve(path);
    if (!Files.isRegularFile(file)) {
      throw new DeployException("not built: " + file + "; run mvn -B package");
    }
    return () -> Files.newInputStream(file);
  }

  private static Content text(String text) {
    return () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What can be read from its beginning more than once; packages are too large to be held. */
  @FunctionalInterface
  private interface Content {
    InputStream open() throws IOException;
  }
}
