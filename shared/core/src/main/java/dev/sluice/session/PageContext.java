package dev.sluice.session;

/**
 * Where the visitor is on the page; data, never instructions. Every part may be empty.
 *
 * @param productId the product on screen
 * @param url the page
 * @param locale a BCP 47 tag such as {@code de-AT}
 * @param currency an ISO 4217 code such as {@code EUR}
 */
public record PageContext(String productId, String url, String locale, String currency) {
  /** Nothing known. */
  public static final PageContext NONE = new PageContext("", "", "", "");
}
