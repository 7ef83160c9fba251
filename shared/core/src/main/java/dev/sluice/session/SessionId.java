package dev.sluice.session;

import java.util.UUID;

/** A conversation as its client names it: 1 to 128 characters of any kind. Outlives connections. */
public record SessionId(String value) {
  /** The longest session id in UTF-16 code units. */
  public static final int MAX_LENGTH = 128;

  /**
   * @throws IllegalArgumentException if the value is empty or too long
   */
  public SessionId {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "Expected a session id of 1 to " + MAX_LENGTH + " characters but got " + value.length());
    }
  }

  /** A fresh session. */
  public static SessionId random() {
    return new SessionId(UUID.randomUUID().toString());
  }

  /** Whether nobody can guess it: only then is it remembered under a public key. */
  public boolean unguessable() {
    return StreamId.parse(value).isPresent();
  }

  @Override
  public String toString() {
    return value;
  }
}
