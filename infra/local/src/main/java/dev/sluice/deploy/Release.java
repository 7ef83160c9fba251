package dev.sluice.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the build has made of one state of the sources.
 *
 * @param template the template as it is installed
 * @param objects the functions' packages by the names that the template gives them
 * @param home the project's folder
 */
public record Release(String template, Map<String, Path> objects, Path home) {
  private static final int HASH_LENGTH = 16;

  /** Copies the map, sorted. */
  public Release {
    objects = java.util.Collections.unmodifiableMap(new TreeMap<>(objects));
  }

  /**
   * Reads what was built in the project's folder.
   *
   * @throws DeployException naming what has not been built
   */
  public static Release of(Path home) {
    try {
      String template = Files.readString(home.resolve("infra/template.yaml"));
      Map<String, Path> objects = new TreeMap<>();
      Map<String, String> keys = new TreeMap<>();
      for (String module : PackagedTemplate.modules(template)) {
        Path zip = home.resolve("functions").resolve(module).resolve("target/function.zip");
        if (!Files.isRegularFile(zip)) {
          throw new DeployException("not built: " + zip + "; run mvn -B package");
        }
        String key =
            "functions/" + module + "-" + Digests.of(zip).substring(0, HASH_LENGTH) + ".zip";
        objects.put(key, zip);
        keys.put(module, key);
      }
      return new Release(PackagedTemplate.of(template, keys), objects, home);
    } catch (IOException e) {
      throw new UncheckedIOException("Reading the build in " + home, e);
    }
  }
}
