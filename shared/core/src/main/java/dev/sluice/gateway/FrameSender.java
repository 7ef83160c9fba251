package dev.sluice.gateway;

import dev.sluice.session.ConnectionId;
import java.time.Duration;

/**
 * Posts one message to one connection. The gateway promises no order between posts that are under
 * way at the same time, so a caller has one in flight at most. Not idempotent. Thread-safe.
 */
public interface FrameSender {
  /** How long a post may take. */
  Duration TIMEOUT = Duration.ofSeconds(3);

  /** Posts the bytes of one text message; does not retry. */
  PostOutcome send(ConnectionId connection, byte[] message, Duration timeout);
}
