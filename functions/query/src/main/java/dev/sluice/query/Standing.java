package dev.sluice.query;

import dev.sluice.gateway.Time;
import dev.sluice.session.Connection;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.KeyStore;
import dev.sluice.session.Permission;
import dev.sluice.session.Principal;
import java.util.Optional;

/**
 * Whether those who connected may still ask: a connection outlives its token, or its key, at most
 * until the next question. Thread-safe.
 */
final class Standing {
  private final KeyStore keys;
  private final Time time;

  Standing(KeyStore keys, Time time) {
    this.keys = keys;
    this.time = time;
  }

  /** Why a question must not be answered, as far as the connection itself tells. */
  Optional<ErrorCode> refusal(Principal principal) {
    if (principal.expiry().filter(end -> !end.isAfter(time.now())).isPresent()) {
      return Optional.of(ErrorCode.TOKEN_EXPIRED);
    }
    return principal.may(Permission.SEARCH) ? Optional.empty() : Optional.of(ErrorCode.FORBIDDEN);
  }

  /** Whether the key has been disabled or deleted since; reads the table. */
  boolean keyIsGone(Connection connection) {
    return connection
        .keyHash()
        .filter(hash -> keys.find(hash).filter(key -> !key.disabled()).isEmpty())
        .isPresent();
  }
}
