package dev.sluice.standin.template;

import java.util.Optional;

/**
 * A token bucket of API Gateway.
 *
 * @param ratePerSecond how many tokens flow in, a second
 * @param burst how many it holds
 */
public record Throttle(double ratePerSecond, int burst) {
  /** Reads a stage's or a route's settings; empty when they do not throttle. */
  static Optional<Throttle> read(Properties settings) {
    settings.allow(
        "ThrottlingBurstLimit",
        "ThrottlingRateLimit",
        "DetailedMetricsEnabled",
        "LoggingLevel",
        "DataTraceEnabled");
    if (settings.decimal("ThrottlingRateLimit").isEmpty()
        && settings.integer("ThrottlingBurstLimit").isEmpty()) {
      return Optional.empty();
    }
    // the quotas of an account, where only one of the two is set
    double rate = settings.decimal("ThrottlingRateLimit").map(Number::doubleValue).orElse(10_000.0);
    return Optional.of(new Throttle(rate, settings.integer("ThrottlingBurstLimit", 5_000)));
  }
}
