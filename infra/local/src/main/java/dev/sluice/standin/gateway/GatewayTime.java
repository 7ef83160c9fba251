package dev.sluice.standin.gateway;

import dev.sluice.standin.time.Timer;
import java.time.InstantSource;

/**
 * What tells the gateway the time.
 *
 * @param timer ends idle and old connections
 * @param clock gives the times in events
 */
public record GatewayTime(Timer timer, InstantSource clock) {}
