package dev.sluice.search;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of prices, both ends included.
 *
 * @param min the least, or negative infinity
 * @param max the most, or positive infinity
 */
public record PriceRange(double min, double max) {
  private static final String NUMBER = "(\\d{1,12}(?:\\.\\d{1,6})?)?";
  private static final Pattern FORM = Pattern.compile(NUMBER + "\\s*(\\.\\.)?\\s*" + NUMBER);

  /** Reads {@code 10..50}, {@code ..50}, {@code 10..} or {@code 19.90}; empty for other forms. */
  public static Optional<PriceRange> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String from = matcher.group(1);
    String to = matcher.group(3);
    if (matcher.group(2) == null) {
      return from == null || to != null
          ? Optional.empty()
          : Optional.of(new PriceRange(Double.parseDouble(from), Double.parseDouble(from)));
    }
    double min = from == null ? Double.NEGATIVE_INFINITY : Double.parseDouble(from);
    double max = to == null ? Double.POSITIVE_INFINITY : Double.parseDouble(to);
    return Optional.of(new PriceRange(min, max));
  }
}
