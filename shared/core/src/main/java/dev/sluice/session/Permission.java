package dev.sluice.session;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a key or token allows. */
public enum Permission {
  /** Finding passages. */
  SEARCH,
  /** Having a chat model answer from them. */
  GENERATE_AI_RESPONSE;

  /** The name in tokens, items and on the command line. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The permission of that name. */
  public static Optional<Permission> named(String name) {
    return Arrays.stream(values()).filter(p -> p.wireName().equals(name)).findFirst();
  }
}
