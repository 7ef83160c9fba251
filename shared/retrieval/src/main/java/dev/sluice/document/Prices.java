package dev.sluice.document;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads prices as catalogues write them: {@code 49.9}, {@code 1.299,00 €}, {@code USD 12}. */
final class Prices {
  private static final Pattern NUMBER = Pattern.compile("\\d[\\d.,' \\u00a0]*");
  private static final Pattern DECIMAL_COMMA = Pattern.compile(".*,\\d{1,2}");
  private static final Pattern THOUSANDS_ONLY = Pattern.compile("\\d{1,3}(\\.\\d{3}){2,}");

  private Prices() {}

  /** The price, or empty when there is no number in it. */
  static Optional<Price> parse(String amount, String currency) {
    Matcher matcher = NUMBER.matcher(amount);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String number = normal(matcher.group().strip());
    String written = (amount.substring(0, matcher.start()) + amount.substring(matcher.end()));
    try {
      String unit = currency.isEmpty() ? Texts.line(written) : currency;
      return Optional.of(new Price(new BigDecimal(number), unit));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String normal(String written) {
    String digits = written.replaceAll("[' \\u00a0]", "").replaceAll("[.,]+$", "");
    boolean comma =
        DECIMAL_COMMA.matcher(digits).matches() && digits.lastIndexOf('.') < digits.indexOf(',');
    if (comma || THOUSANDS_ONLY.matcher(digits).matches()) {
      digits = digits.replace(".", "").replace(',', '.');
    }
    return digits.replace(",", "");
  }
}
