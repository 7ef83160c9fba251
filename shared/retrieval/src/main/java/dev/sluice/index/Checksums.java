package dev.sluice.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The SHA-256 sums of a snapshot's files, in the file {@code checksums} as {@code sha256sum} writes
 * them; the sum of that file stands for the whole snapshot.
 */
final class Checksums {
  static final String FILE = "checksums";

  private static final int SUM_CHARS = 64;
  private static final int BUFFER_BYTES = 1 << 16;

  private Checksums() {}

  /** Writes the sums of all files below the directory and returns the sum of the sums. */
  static String write(Path directory) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String name : files(directory)) {
      lines.append(sum(directory.resolve(name))).append("  ").append(name).append('\n');
    }
    byte[] content = lines.toString().getBytes(StandardCharsets.UTF_8);
    Durable.write(directory.resolve(FILE), content);
    return sum(content);
  }

  /** The sum of these bytes. */
  static String sum(byte[] content) {
    return HexFormat.of().formatHex(digest().digest(content));
  }

  /**
   * Compares every file with its sum.
   *
   * @throws DamagedSnapshotException if one is missing or differs, or the sums are not those of the
   *     expected digest
   */
  static void verify(Path directory, String expectedDigest) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new DamagedSnapshotException("Expected " + FILE + " in " + directory);
    }
    if (!sum(file).equals(expectedDigest)) {
      throw new DamagedSnapshotException("Expected other checksums in " + directory);
    }
    for (Map.Entry<String, String> entry : parse(Files.readString(file)).entrySet()) {
      Path part = directory.resolve(entry.getKey());
      if (!Files.isRegularFile(part) || !sum(part).equals(entry.getValue())) {
        throw new DamagedSnapshotException("Expected " + part + " whole but it is damaged");
      }
    }
  }

  private static Map<String, String> parse(String lines) {
    Map<String, String> sums = new TreeMap<>();
    for (String line : (Iterable<String>) lines.lines()::iterator) {
      if (line.length() < SUM_CHARS + 3) {
        throw new DamagedSnapshotException("Expected a checksum but got '" + line + "'");
      }
      sums.put(line.substring(SUM_CHARS + 2), line.substring(0, SUM_CHARS));
    }
    return sums;
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> directory.relativize(path).toString().replace('\\', '/'))
          .filter(name -> !name.equals(FILE))
          .sorted()
          .toList();
    }
  }

  /** The sum of the file. */
  static String sum(Path file) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream stream = new DigestInputStream(Files.newInputStream(file), digest)) {
      while (stream.read(buffer) >= 0) {
        // the stream feeds the digest
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
