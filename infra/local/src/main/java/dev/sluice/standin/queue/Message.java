package dev.sluice.standin.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * A message in a queue.
 *
 * @param id a UUID
 * @param body its text
 * @param sent when it was sent
 * @param visible from when on it can be received
 * @param receives how often it has been received
 * @param firstReceived when that was for the first time
 * @param receipt the handle of the last receipt; empty before the first
 */
public record Message(
    String id,
    String body,
    Instant sent,
    Instant visible,
    int receives,
    Optional<Instant> firstReceived,
    String receipt) {
  /** The message as it is after one more receipt. */
  Message received(Instant now, Instant visibleAgain, String newReceipt) {
    return new Message(
        id,
        body,
        sent,
        visibleAgain,
        receives + 1,
        Optional.of(firstReceived.orElse(now)),
        newReceipt);
  }

  /** The message, visible from another time on. */
  Message visibleFrom(Instant when) {
    return new Message(id, body, sent, when, receives, firstReceived, receipt);
  }
}
