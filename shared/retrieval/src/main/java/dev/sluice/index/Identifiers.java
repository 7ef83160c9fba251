package dev.sluice.index;

import java.util.Locale;

/** Identifiers as they are compared: letters and digits only, in lower case. */
public final class Identifiers {
  private Identifiers() {}

  /** {@code "TN-2110"}, {@code "tn 2110"} and {@code "TN2110"} are one. */
  public static String key(String identifier) {
    StringBuilder key = new StringBuilder(identifier.length());
    identifier
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(key::appendCodePoint);
    return key.toString();
  }
}
