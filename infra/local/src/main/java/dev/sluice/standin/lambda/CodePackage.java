package dev.sluice.standin.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A function's deployment package: classes at the root, jars in {@code lib/}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-package.html">Deploy Java Lambda
 *     functions with .zip file archives</a>
 */
public final class CodePackage {
  /** The unpacked size that Lambda allows; a larger package could not be deployed. */
  static final long MAXIMUM_BYTES = 250L * 1024 * 1024;

  private CodePackage() {}

  /**
   * The class path of a package, which is unpacked first when it is a zip or jar.
   *
   * @param code a folder or a file
   * @param scratch an empty folder to unpack to
   * @throws IOException when it does not exist, is damaged, or larger than Lambda allows
   */
  public static List<Path> classPath(Path code, Path scratch) throws IOException {
    Path root = code;
    if (Files.isRegularFile(code)) {
      unpack(code, scratch);
      root = scratch;
    } else if (!Files.isDirectory(code)) {
      throw new IOException("There is no function package at " + code);
    }
    List<Path> paths = new ArrayList<>();
    paths.add(root);
    Path libraries = root.resolve("lib");
    if (Files.isDirectory(libraries)) {
      try (Stream<Path> jars = Files.list(libraries)) {
        jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().forEach(paths::add);
      }
    }
    return paths;
  }

  static URL[] urls(List<Path> classPath) throws MalformedURLException {
    URL[] urls = new URL[classPath.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = classPath.get(i).toUri().toURL();
    }
    return urls;
  }

  private static void unpack(Path archive, Path target) throws IOException {
    long left = MAXIMUM_BYTES;
    try (InputStream in = Files.newInputStream(archive);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new IOException("The package " + archive + " leaves its folder: " + entry);
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.resolveSibling("."));
        left -= Files.copy(zip, file, StandardCopyOption.REPLACE_EXISTING);
        if (left < 0) {
          throw new IOException("The package " + archive + " unpacks to more than 250 MB");
        }
      }
    }
  }
}
