package dev.sluice.standin.gateway;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** Random ids of the shape that API Gateway gives to connections, requests and messages. */
final class GatewayIds {
  private static final int BYTES = 11;
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{15}=");

  private final SecureRandom random = new SecureRandom();

  /** Fifteen letters, digits, {@code -} or {@code _}, and {@code =}. */
  String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  /** Whether a text could be such an id. */
  static boolean isValid(String text) {
    return SHAPE.matcher(text).matches();
  }
}
