package dev.sluice.index;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A snapshot's folder as one zip file, for stores of objects. */
public final class Archive {
  private Archive() {}

  /** Packs the folder; the index is compact already, so the fastest compression is enough. */
  public static void pack(Path directory, Path zip) throws IOException {
    try (ZipOutputStream out =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip)))) {
      out.setLevel(Deflater.BEST_SPEED);
      for (Path file : files(directory)) {
        out.putNextEntry(new ZipEntry(directory.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
  }

  /**
   * Unpacks into the folder, which is created; leaves no folder when it fails.
   *
   * @throws IOException also when the archive is cut off or an entry would leave the folder
   */
  public static void unpack(InputStream zip, Path directory) throws IOException {
    Path root = directory.toAbsolutePath().normalize();
    Files.createDirectories(root);
    try (ZipInputStream in = new ZipInputStream(new BufferedInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        unpackEntry(in, entry, root);
      }
    } catch (IOException | RuntimeException e) {
      Durable.deleteTree(root);
      throw e;
    }
  }

  private static void unpackEntry(ZipInputStream in, ZipEntry entry, Path root) throws IOException {
    Path file = root.resolve(entry.getName()).normalize();
    if (!file.startsWith(root) || entry.isDirectory()) {
      throw new IOException("Expected files of a snapshot but got " + entry.getName());
    }
    Files.createDirectories(file.resolveSibling("."));
    Files.copy(in, file);
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
