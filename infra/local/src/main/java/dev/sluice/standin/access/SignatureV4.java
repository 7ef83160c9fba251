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

  private SignatureV4() {}

  /**
   * @param date the request's {@code X-Amz-Date}
   * @return hexadecimal
   */
  static String of(
      Request request, byte[] body, Authorization authorization, String secret, String date) {
    String canonical = canonicalRequest(request, body, authorization.signedHeaders());
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

  private static String canonicalRequest(Request request, byte[] body, List<String> signed) {
    String headers =
        signed.stream()
            .map(name -> name + ":" + header(request, name) + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.getMethod(),
        encode(request.getHttpURI().getPath()),
        query(Optional.ofNullable(request.getHttpURI().getQuery()).orElse("")),
        headers,
        String.join(";", signed),
        HEX.formatHex(sha256(body)));
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
