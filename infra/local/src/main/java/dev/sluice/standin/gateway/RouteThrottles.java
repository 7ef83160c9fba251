package dev.sluice.standin.gateway;

import dev.sluice.standin.template.Throttle;
import dev.sluice.standin.template.WebSocketApiModel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The buckets of an API's routes: each route has one, of its own settings or of the stage's
 * default. Thread-safe.
 */
final class RouteThrottles {
  private final Map<String, TokenBucket> buckets = new HashMap<>();

  RouteThrottles(WebSocketApiModel api, LongSupplier nanoTime) {
    api.routes()
        .forEach(
            (key, route) -> {
              Optional<Throttle> throttle = route.throttle().or(api::throttle);
              throttle.ifPresent(t -> buckets.put(key, new TokenBucket(t, nanoTime)));
            });
  }

  /** Whether a request to the route may go on now. */
  boolean allow(String routeKey) {
    TokenBucket bucket = buckets.get(routeKey);
    return bucket == null || bucket.take();
  }
}
