package dev.sluice.standin.bucket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The objects of one bucket, each a file: a line of JSON that says what it is, then its content. A
 * file is named by the digest of the key, since keys may be what no file can be called.
 * Thread-safe.
 */
final class ObjectFolder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENDING = ".object";

  private final Path folder;

  /** All objects by key, in S3's order: that of the bytes of their UTF-8; guarded by this. */
  private final TreeMap<String, StoredObject> objects =
      new TreeMap<>(
          (a, b) ->
              Arrays.compareUnsigned(
                  a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));

  private ObjectFolder(Path folder) {
    this.folder = folder;
  }

  /** Opens a folder, which is made if it is missing, and looks at what is in it. */
  static ObjectFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    ObjectFolder opened = new ObjectFolder(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(ENDING)).toList()) {
        StoredObject object = header(file);
        opened.objects.put(object.key(), object);
      }
    }
    return opened;
  }

  private static StoredObject header(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      JsonNode header = JSON.readTree(line(in));
      return new StoredObject(
          header.path("key").asText(),
          header.path("etag").asText(),
          header.path("size").asLong(),
          Instant.parse(header.path("modified").asText()),
          header.path("type").asText());
    }
  }

  private static byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.write(b);
    }
    return line.toByteArray();
  }

  synchronized Optional<StoredObject> find(String key) {
    return Optional.ofNullable(objects.get(key));
  }

  /** The objects from a key on; a copy. */
  synchronized NavigableMap<String, StoredObject> from(String key) {
    return new TreeMap<>(objects.tailMap(key, true));
  }

  /**
   * The content of an object, as it is now.
   *
   * @throws S3Exception when it has been deleted
   */
  synchronized byte[] read(String key) {
    try (InputStream in = Files.newInputStream(file(key))) {
      line(in);
      return in.readAllBytes();
    } catch (NoSuchFileException e) {
      throw S3Exception.noSuchKey(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts an object if the conditions hold.
   *
   * @throws S3Exception when they do not
   */
  synchronized StoredObject put(StoredObject object, byte[] content, Conditions conditions) {
    conditions.checkWrite(object.key(), find(object.key()));
    Path file = file(object.key());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (OutputStream out = Files.newOutputStream(fresh)) {
        out.write(
            JSON.writeValueAsBytes(
                JSON.createObjectNode()
                    .put("key", object.key())
                    .put("etag", object.eTag())
                    .put("size", object.sizeBytes())
                    .put("modified", object.modified().toString())
                    .put("type", object.contentType())));
        out.write('\n');
        out.write(content);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    objects.put(object.key(), object);
    return object;
  }

  /**
   * Deletes an object if the conditions hold.
   *
   * @return whether there was one
   * @throws S3Exception when they do not
   */
  synchronized boolean delete(String key, Conditions conditions) {
    Optional<StoredObject> before = find(key);
    if (before.isPresent() && !conditions.isMatched(before.get())) {
      throw S3Exception.preconditionFailed();
    }
    try {
      Files.deleteIfExists(file(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return objects.remove(key) != null;
  }

  private Path file(String key) {
    return folder.resolve(digest("SHA-256", key.getBytes(StandardCharsets.UTF_8)) + ENDING);
  }

  static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + algorithm, e);
    }
  }
}
