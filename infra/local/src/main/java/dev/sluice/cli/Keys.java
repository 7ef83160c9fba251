package dev.sluice.cli;

import dev.sluice.session.ApiKey;
import dev.sluice.session.KeyHash;
import dev.sluice.session.KeyStore;
import dev.sluice.session.Limits;
import dev.sluice.session.Permission;
import dev.sluice.session.Principal;
import dev.sluice.session.Subject;
import dev.sluice.session.TenantId;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Makes keys. Their value is known once; what is kept is its hash. */
final class Keys {
  /** Tells a key of ours from other secrets when one turns up where it should not. */
  private static final String PREFIX = "slk_";

  private static final int BYTES = 24;

  /** What a handshake takes. */
  private static final int LONGEST = 4_096;

  /** Enough for load tests from one machine. */
  private static final Limits DEVELOPMENT = new Limits(10_000_000, 1_000_000_000);

  private Keys() {}

  static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * A key that a person gives; older scripts carry short ones.
   *
   * @throws CommandFailure if it is blank or too long
   */
  static String given(String value) {
    if (value.isBlank() || value.length() > LONGEST) {
      throw new CommandFailure(
          "expected a key of 1 to " + LONGEST + " characters but got " + value.strip().length());
    }
    return value;
  }

  static ApiKey development(TenantId tenant, String value, Instant now) {
    Principal principal =
        new Principal(
            tenant,
            new Subject("developer"),
            EnumSet.allOf(Permission.class),
            false,
            DEVELOPMENT,
            Optional.empty());
    return new ApiKey(KeyHash.of(value), "development", principal, List.of(), false, now);
  }

  /**
   * The origin of an address: what a browser says of a page there.
   *
   * @throws CommandFailure when it has no scheme or host
   */
  static String origin(URI url) {
    if (url.getScheme() == null || url.getAuthority() == null) {
      throw new CommandFailure(
          "expected --origin with scheme and host, as https://shop.example, but got " + url);
    }
    return url.getScheme() + "://" + url.getAuthority();
  }

  static ApiKey disabled(ApiKey key) {
    return new ApiKey(
        key.hash(), key.label(), key.principal(), key.origins(), true, key.createdAt());
  }

  /** Stores the key unless it is there and may be used. */
  static void ensure(KeyStore keys, ApiKey key) {
    if (keys.find(key.hash()).filter(found -> !found.disabled()).isEmpty()) {
      keys.put(key);
    }
  }
}
