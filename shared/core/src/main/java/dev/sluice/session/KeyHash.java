package dev.sluice.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The only form in which a key is kept. Keys are long and random, so that a plain hash cannot be
 * turned round and looking one up tells nothing about the others.
 */
public final class KeyHash {
  private KeyHash() {}

  /** SHA-256 of the key's UTF-8 bytes in lower-case hexadecimal. */
  public static String of(String key) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
