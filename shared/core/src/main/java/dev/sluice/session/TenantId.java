package dev.sluice.session;

import java.util.regex.Pattern;

/**
 * One shop: its keys, documents, index, sessions and limits. Lower-case letters, digits and
 * hyphens, at most 64 characters, so that it can stand in object keys and file names as it is.
 */
public record TenantId(String value) {
  private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  /**
   * @throws IllegalArgumentException if the value has another form
   */
  public TenantId {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Expected a tenant of 1 to 64 lower-case letters, digits and hyphens but got '"
              + value
              + "'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
