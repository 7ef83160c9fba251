package dev.sluice.document;

import java.math.BigDecimal;

/**
 * What an article costs.
 *
 * @param amount in the unit the catalogue uses
 * @param currency as the catalogue writes it, empty when it does not
 */
public record Price(BigDecimal amount, String currency) {

  /** The amount as people read it: none or at least two decimal places. */
  public String written() {
    return amount.scale() > 0
        ? amount.setScale(Math.max(2, amount.scale())).toPlainString()
        : amount.toPlainString();
  }

  /** The amount and its currency as people read them, for example {@code 49.90 EUR}. */
  public String display() {
    return currency.isEmpty() ? written() : written() + " " + currency;
  }
}
