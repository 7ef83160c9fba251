package dev.sluice.connect;

import dev.sluice.session.Limits;
import dev.sluice.session.Permission;
import dev.sluice.session.TenantId;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Somebody whose tokens are taken, for one tenant.
 *
 * @param issuer what the token's {@code iss} says
 * @param audience one of what its {@code aud} says
 * @param keys what its signature is checked with
 * @param permissions the most that a token can give
 * @param limits for each subject, and for the tenant
 * @param origins pages that may use its tokens; empty for any
 */
record TokenIssuer(
    String issuer,
    TenantId tenant,
    String audience,
    Keys keys,
    Set<Permission> permissions,
    Limits limits,
    List<String> origins) {
  /** Copies the collections. */
  TokenIssuer {
    permissions = Set.copyOf(permissions);
    origins = List.copyOf(origins);
  }

  boolean allowsOrigin(String origin) {
    return origins.isEmpty() || origins.contains(origin);
  }

  /** What signatures are checked with. */
  sealed interface Keys {
    /** HS256 with a secret that the issuer and we share; at least 32 bytes (RFC 7518, 3.2). */
    record Shared(String secret) implements Keys {
      /** Not the secret: records are written into messages. */
      @Override
      public String toString() {
        return "Shared";
      }
    }

    /** RS256 or ES256 with the keys that the issuer publishes (RFC 7517). */
    record Published(URI jwks) implements Keys {}
  }
}
