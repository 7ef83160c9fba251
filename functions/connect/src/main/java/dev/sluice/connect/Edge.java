package dev.sluice.connect;

import dev.sluice.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * What stands in front of the gateway (CloudFront), if anything does: it adds a secret header, by
 * which it is seen that nobody has gone around it, and the visitor's address, since the gateway
 * sees the edge's. Without an edge both headers mean nothing. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html">Custom
 *     headers to origins</a>
 */
final class Edge {
  /** Set by the distribution; what a client sends under this name is replaced there. */
  static final String SECRET_HEADER = "X-Sluice-Edge";

  /** Set by the distribution's function, which replaces what a client sends. */
  static final String VISITOR_HEADER = "X-Sluice-Visitor";

  /** Nothing stands in front. */
  static final Edge NONE = new Edge(Optional.empty());

  /** As hard to guess as a key. */
  private static final int MIN_SECRET_BYTES = 32;

  private final Optional<byte[]> secret;

  private Edge(Optional<byte[]> secret) {
    this.secret = secret;
  }

  /** The edge with a secret of at least 32 bytes. */
  static Edge of(String secret) {
    return new Edge(Optional.of(secret.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads {@code EDGE} (yes, no) and {@code EDGE_SECRET}. One that is missing or short is noted
   * without its value: an edge that could be walked around must not come about by a slip.
   */
  static Edge read(Settings settings) {
    String secret = settings.text("EDGE_SECRET", "");
    if (secret.isEmpty() && !settings.text("EDGE", "no").equals("yes")) {
      return NONE;
    }
    int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < MIN_SECRET_BYTES) {
      settings.problem(
          "EDGE_SECRET", "at least " + MIN_SECRET_BYTES + " bytes long", bytes + " bytes");
      return NONE;
    }
    return of(secret);
  }

  /** The handshake as the visitor made it; empty when it has gone around the edge. */
  Optional<Handshake> through(Handshake handshake) {
    if (secret.isEmpty()) {
      return Optional.of(handshake);
    }
    byte[] given = handshake.edge().secret().orElse("").getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(secret.get(), given)) {
      return Optional.empty();
    }
    return Optional.of(handshake.from(handshake.edge().visitor().orElse(handshake.sourceIp())));
  }
}
