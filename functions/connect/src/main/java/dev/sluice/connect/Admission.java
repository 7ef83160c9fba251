package dev.sluice.connect;

import dev.sluice.gateway.Time;
import dev.sluice.session.ApiKey;
import dev.sluice.session.Connection;
import dev.sluice.session.ConnectionStore;
import dev.sluice.session.Counters;
import dev.sluice.session.KeyHash;
import dev.sluice.session.KeyStore;
import dev.sluice.session.Principal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Decides who may connect, before the upgrade: a known key that is not disabled, or a good token
 * (401), from an origin that it allows (403), not too often from one address (429). Thread-safe.
 */
final class Admission {
  /** No key that we ever make is longer; whatever is longer need not be looked up. */
  private static final int MAX_TOKEN_LENGTH = 4_096;

  private final KeyStore keys;
  private final Tokens tokens;
  private final ConnectionStore connections;
  private final Counters counters;
  private final Time time;
  private final int connectsPerMinute;

  Admission(Parts parts, int connectsPerMinute) {
    this.keys = parts.keys();
    this.tokens = parts.tokens();
    this.connections = parts.connections();
    this.counters = parts.counters();
    this.time = parts.time();
    this.connectsPerMinute = connectsPerMinute;
  }

  /** What it works with. */
  record Parts(
      KeyStore keys, Tokens tokens, ConnectionStore connections, Counters counters, Time time) {}

  /** The decision; a connection that is admitted is stored. */
  Verdict admit(Handshake handshake) {
    Instant now = time.now();
    if (handshake.token().isEmpty()) {
      return Verdict.Refused.NO_TOKEN;
    }
    if (connects(handshake, now) > connectsPerMinute) {
      return Verdict.Refused.TOO_MANY;
    }
    String token = handshake.token().get();
    return Tokens.isToken(token) ? byToken(handshake, token, now) : byKey(handshake, token, now);
  }

  private Verdict byKey(Handshake handshake, String token, Instant now) {
    Optional<ApiKey> key = key(token);
    if (key.isEmpty()) {
      return Verdict.Refused.UNKNOWN_TOKEN;
    }
    if (!key.get().allowsOrigin(handshake.origin())) {
      return Verdict.Refused.FOREIGN_ORIGIN;
    }
    return admit(handshake, key.get().principal(), Optional.of(key.get().hash()), now);
  }

  private Verdict byToken(Handshake handshake, String token, Instant now) {
    if (token.length() > MAX_TOKEN_LENGTH) {
      return Verdict.Refused.UNKNOWN_TOKEN;
    }
    return switch (tokens.check(token)) {
      case TokenVerdict.Good(Principal principal, TokenIssuer issuer) ->
          issuer.allowsOrigin(handshake.origin())
              ? admit(handshake, principal, Optional.empty(), now)
              : Verdict.Refused.FOREIGN_ORIGIN;
      case TokenVerdict.Expired expired -> Verdict.Refused.EXPIRED_TOKEN;
      case TokenVerdict.Bad bad -> Verdict.Refused.UNKNOWN_TOKEN;
    };
  }

  private Verdict admit(
      Handshake handshake, Principal principal, Optional<String> keyHash, Instant now) {
    connections.put(
        new Connection(
            handshake.connection(),
            principal,
            handshake.origin(),
            handshake.sourceIp(),
            now,
            keyHash,
            Optional.empty()));
    return new Verdict.Admitted(principal.tenant());
  }

  private long connects(Handshake handshake, Instant now) {
    return counters
        .count("CONNECT#" + encoded(handshake.sourceIp()), Counters.Windows.MINUTE_AND_DAY, now)
        .brief();
  }

  private static String encoded(String part) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(part.getBytes(StandardCharsets.UTF_8));
  }

  /** Older clients do not always encode their token, which turns its plus signs into spaces. */
  private Optional<ApiKey> key(String token) {
    if (token.length() > MAX_TOKEN_LENGTH) {
      return Optional.empty();
    }
    Optional<ApiKey> key = keys.find(KeyHash.of(token));
    if (key.isEmpty() && token.indexOf(' ') >= 0) {
      key = keys.find(KeyHash.of(token.replace(' ', '+')));
    }
    return key.filter(found -> !found.disabled());
  }
}
