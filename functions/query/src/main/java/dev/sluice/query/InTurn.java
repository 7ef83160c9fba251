package dev.sluice.query;

import dev.sluice.frame.ServerFrame;
import dev.sluice.gateway.Time;
import dev.sluice.session.Connection;
import dev.sluice.session.ConnectionStore;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.StoreException;
import dev.sluice.session.StreamId;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers messages without a stream's id: they may come from older clients, who take every frame
 * for one of the answer that they are reading. Thread-safe.
 */
final class InTurn {
  /** How long a store that has failed is tried again. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final ConnectionStore connections;
  private final Claims claims;
  private final Delivery delivery;
  private final Time time;

  InTurn(ConnectionStore connections, Claims claims, Delivery delivery, Time time) {
    this.connections = connections;
    this.claims = claims;
    this.delivery = delivery;
    this.time = time;
  }

  /** Posts a frame when its turn has come; a message that waits in vain is answered with busy. */
  void post(Sender sender, StreamId id, ServerFrame frame) {
    boolean claimed = claims.claim(sender, id);
    try {
      delivery.post(
          new Delivery.Reader(sender.connection().id(), false),
          claimed ? frame : ServerFrame.Error.ending(id, 0, ErrorCode.BUSY));
    } finally {
      if (claimed) {
        claims.release(sender, id);
      }
    }
  }

  /** Says that a message has failed, as soon as it can be known whose turn it is. */
  void fail(Message message) {
    long end = time.nanos() + PATIENCE.toNanos();
    while (!failed(message) && time.nanos() - end < 0 && pause()) {
      // once more
    }
  }

  private boolean failed(Message message) {
    StreamId id = StreamId.random();
    ServerFrame error = ServerFrame.Error.answering(id, ErrorCode.INTERNAL);
    try {
      Optional<Connection> connection = connections.get(message.connection());
      if (connection.isPresent()) {
        post(new Sender(connection.get(), message.receivedAt()), id, error);
      } else {
        delivery.post(new Delivery.Reader(message.connection(), false), error);
      }
      return true;
    } catch (StoreException e) {
      return false;
    }
  }

  private boolean pause() {
    try {
      time.pause(LOOK_EVERY);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
