package dev.sluice.standin.template;

import java.util.Optional;

/**
 * A route of a WebSocket API.
 *
 * @param key such as {@code $connect} or {@code query}
 * @param integration what it does
 * @param answers whether it has a route response, without which a client is never sent what the
 *     integration returned
 * @param throttle its own token bucket
 */
public record RouteModel(
    String key, Integration integration, boolean answers, Optional<Throttle> throttle) {}
