package dev.sluice.standin.gateway;

import java.time.Instant;

/**
 * What is known of a client from its handshake.
 *
 * @param connectionId given by the gateway
 * @param connectedAt when the handshake came
 * @param sourceIp the address it came from
 * @param userAgent what it says it is, or an empty text
 * @param domainName the host it asked for, with the port where that was named
 */
record Client(
    String connectionId,
    Instant connectedAt,
    String sourceIp,
    String userAgent,
    String domainName) {}
