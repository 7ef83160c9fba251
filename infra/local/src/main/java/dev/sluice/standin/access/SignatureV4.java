package dev.sluice.standin.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jetty.server.Request;

/**
 * Computes what the signature of a request must be.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed AWS API request</a>
 */
final class SignatureV4 {
  private static final HexFormat HEX = HexFormat.of();
  private static final String CONTENT_HASH = "x-amz-content-sha256";

  private SignatureV4() {}

  /**
   * @param date the request's {@code X-Amz-Date}
   * @return hexadecimal
   */
  static String of(
      Request request, byte[] body, Authorization authorization, String secret, String date) {
    String canonical = canonicalRequest(request, body, authorization);
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            date,
            authorization.scope(),
            HEX.formatHex(sha256(canonical.getBytes(StandardCharsets.UTF_8))));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : authorization.scope().split("/")) {
      key = hmac(key, part);
    }
    return HEX.formatHex(hmac(key, toSign));
  }

  private static String canonicalRequest(Request request, byte[] body, Authorization by) {
    List<String> signed = by.signedHeaders();
    String path = request.getHttpURI().getPath();
    String headers =
        signed.stream()
            .map(name -> name + ":" + header(request, name) + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.getMethod(),
        isS3(by) ? path : encode(path),
        query(Optional.ofNullable(request.getHttpURI().getQuery()).orElse("")),
        headers,
        String.join(";", signed),
        isS3(by) ? header(request, CONTENT_HASH) : HEX.formatHex(sha256(body)));
  }

  private static boolean isS3(Authorization authorization) {
    return authorization.service().equals("s3");
  }

  /**
   * Whether a request to S3 has the body that its header tells, if it tells one: it may also say
   * that the body is not signed, or is signed in chunks.
   */
  static boolean isOfBody(Request request, byte[] body, Authorization authorization) {
    String told = header(request, CONTENT_HASH);
    return !isS3(authorization)
        || !told.matches("[0-9a-f]{64}")
        || told.equals(HEX.formatHex(sha256(body)));
  }

  private static String header(Request request, String name) {
    return request.getHeaders().getValuesList(name).stream()
        .map(value -> value.strip().replaceAll(" +", " "))
        .collect(Collectors.joining(","));
  }

  /** Parameters come encoded; they are put in order. */
  private static String query(String raw) {
    List<String> parameters = new ArrayList<>();
    for (String parameter : raw.split("&")) {
      if (!parameter.isEmpty()) {
        parameters.add(parameter.contains("=") ? parameter : parameter + "=");
      }
    }
    return parameters.stream().sorted().collect(Collectors.joining("&"));
  }

  /** Encodes the path, which is encoded already, once more, as all services but S3 want it. */
  private static String encode(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-_.~/".indexOf(c) >= 0);
      encoded.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return encoded.toString();
  }

  static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }
}
