package dev.sluice.query;

import dev.sluice.session.Connection;
import java.time.Instant;

/**
 * Who sent a message.
 *
 * @param receivedAt the gateway's time of the message
 */
record Sender(Connection connection, Instant receivedAt) {}
