package dev.sluice.standin.bucket;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The body of an upload: plain, or in the chunks that AWS's SDKs send, with checksums behind them.
 * Chunks' own signatures are not checked; what a checksum says is. Pure.
 *
 * @param content what was uploaded
 * @param trailers by name in lower case
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">Signature
 *     calculations including trailing headers</a>
 */
record UploadBody(byte[] content, Map<String, String> trailers) {
  private static final String CHECKSUM = "x-amz-checksum-";

  static UploadBody plain(byte[] body) {
    return new UploadBody(body, Map.of());
  }

  /**
   * @throws S3Exception when it is not chunked as it should be
   */
  static UploadBody chunked(byte[] body) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      String line = line(body, at);
      at += line.length() + 2;
      int size = size(line);
      if (size == 0) {
        return new UploadBody(content.toByteArray(), trailers(body, at));
      }
      if (at + size + 2 > body.length) {
        throw incomplete();
      }
      content.write(body, at, size);
      at += size + 2;
    }
  }

  private static int size(String line) {
    try {
      return Integer.parseInt(line.split(";", 2)[0].strip(), 16);
    } catch (NumberFormatException e) {
      throw incomplete();
    }
  }

  private static Map<String, String> trailers(byte[] body, int from) {
    Map<String, String> trailers = new HashMap<>();
    int at = from;
    while (at < body.length) {
      String line = line(body, at);
      at += line.length() + 2;
      int colon = line.indexOf(':');
      if (colon > 0) {
        trailers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    return trailers;
  }

  private static String line(byte[] body, int from) {
    int end = from;
    while (end < body.length && body[end] != '\r') {
      end++;
    }
    if (end == body.length) {
      throw incomplete();
    }
    return new String(body, from, end - from, StandardCharsets.ISO_8859_1);
  }

  private static S3Exception incomplete() {
    return new S3Exception(400, "IncompleteBody", "The request body terminated unexpectedly");
  }

  /**
   * Holds the content against its checksums, from trailers or headers.
   *
   * @throws S3Exception when one is wrong
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Checking
   *     object integrity</a>
   */
  void check(Map<String, String> headers) {
    Map<String, String> told = new HashMap<>(headers);
    told.putAll(trailers);
    told.forEach(
        (name, value) -> {
          Optional<String> computed =
              name.startsWith(CHECKSUM)
                  ? checksum(name.substring(CHECKSUM.length()))
                  : Optional.empty();
          if (computed.filter(expected -> !expected.equals(value)).isPresent()) {
            throw new S3Exception(
                400, "BadDigest", "The " + name + " you specified did not match what we received");
          }
        });
  }

  private Optional<String> checksum(String algorithm) {
    return switch (algorithm) {
      case "crc32" -> Optional.of(crc(new CRC32()));
      case "crc32c" -> Optional.of(crc(new CRC32C()));
      case "sha1" -> Optional.of(digest("SHA-1"));
      case "sha256" -> Optional.of(digest("SHA-256"));
      default -> Optional.empty();
    };
  }

  private String crc(Checksum checksum) {
    checksum.update(content);
    int value = (int) checksum.getValue();
    byte[] bytes = {
      (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
    };
    return Base64.getEncoder().encodeToString(bytes);
  }

  private String digest(String algorithm) {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance(algorithm).digest(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + algorithm, e);
    }
  }
}
