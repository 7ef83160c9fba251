package dev.sluice.session;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** One answer being produced, from its question to its end: a UUIDv4 in lower case. */
public record StreamId(String value) {
  private static final Pattern UUID_V4 =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  /**
   * @throws IllegalArgumentException if the value is not a lower-case UUIDv4
   */
  public StreamId {
    if (!UUID_V4.matcher(value).matches()) {
      throw new IllegalArgumentException("Expected a stream id that is a UUIDv4");
    }
  }

  /** A fresh id, for questions that bring none. */
  public static StreamId random() {
    return new StreamId(UUID.randomUUID().toString());
  }

  /** The id in the given text, whatever its case, or empty when it is no UUIDv4. */
  public static Optional<StreamId> parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return UUID_V4.matcher(lower).matches() ? Optional.of(new StreamId(lower)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
