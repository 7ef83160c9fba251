package dev.sluice.session;

/** Who asks, within a tenant: a key's name or a token's subject; 1 to 256 characters. */
public record Subject(String value) {
  /** The longest subject in UTF-16 code units. */
  public static final int MAX_LENGTH = 256;

  /**
   * @throws IllegalArgumentException if the value is empty or too long
   */
  public Subject {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "Expected a subject of 1 to " + MAX_LENGTH + " characters but got " + value.length());
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
