package dev.sluice.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One open WebSocket and who is on it.
 *
 * @param keyHash of the key it was opened with; empty if it was opened with a token
 * @param claim the older client's question being answered on it, if any
 */
public record Connection(
    ConnectionId id,
    Principal principal,
    String origin,
    String sourceIp,
    Instant connectedAt,
    Optional<String> keyHash,
    Optional<Claim> claim) {

  /** The gateway ends a connection after two hours; a little more covers its last invocations. */
  public static final Duration LIFETIME = Duration.ofMinutes(130);

  /**
   * A connection taken for the answer to one question of an older client.
   *
   * @param until from then on the claim is void
   */
  public record Claim(StreamId stream, Instant until) {
    /** How long a claim holds from when it is made. */
    public static final Duration LIFETIME = Duration.ofSeconds(30);
  }
}
