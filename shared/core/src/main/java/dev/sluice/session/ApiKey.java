package dev.sluice.session;

import java.time.Instant;
import java.util.List;

/**
 * A key as it is kept: its hash, never its value.
 *
 * @param hash SHA-256 of the key's UTF-8 bytes in lower-case hexadecimal
 * @param label what people call it
 * @param origins the origins (scheme, host and port) that may use it; empty for any, also for none
 */
public record ApiKey(
    String hash,
    String label,
    Principal principal,
    List<String> origins,
    boolean disabled,
    Instant createdAt) {

  /** Copies the origins. */
  public ApiKey {
    origins = List.copyOf(origins);
  }

  /** Whether a page of that origin may use the key; a missing origin is given as an empty text. */
  public boolean allowsOrigin(String origin) {
    return origins.isEmpty() || origins.contains(origin);
  }
}
