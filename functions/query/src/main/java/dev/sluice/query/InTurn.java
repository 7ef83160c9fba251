package dev.sluice.query;

import dev.sluice.frame.ServerFrame;
import dev.sluice.gateway.Time;
import dev.sluice.session.Connection;
import dev.sluice.session.ConnectionStore;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.StoreException;
import dev.sluice.session.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Answers messages without a stream's id: they may come from older clients, who take every frame
 * for one of the answer that they are reading. Thread-safe.
 */
final class InTurn {
  /** From a message's arrival on: a turn may take 20 s more, and then the gateway gives up. */
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

  /**
   * Posts a frame when its turn has come. What waits in vain is answered with busy if it is a
   * question, which somebody waits for, and else not at all.
   *
   * @param id under which the connection is claimed: one for each message
   */
  void post(Sender sender, StreamId id, ServerFrame frame, boolean question) {
    boolean claimed = claims.claim(sender, id);
    Delivery.Reader reader = new Delivery.Reader(sender.connection().id(), false);
    if (claimed) {
      delivery.post(reader, frame);
      release(sender, id);
    } else if (question) {
      delivery.post(reader, ServerFrame.Error.ending(id, 0, ErrorCode.BUSY));
    }
  }

  private void release(Sender sender, StreamId id) {
    try {
      claims.release(sender, id);
    } catch (StoreException e) {
      // the claim is void after half a minute; what had to be said is said
    }
  }

  /**
   * Says that a message has failed, as soon as it can be known whose turn it is.
   *
   * @param id under which its connection was, or may have been, claimed
   */
  void fail(Message message, StreamId id, boolean question) {
    Instant end = message.receivedAt().plus(PATIENCE);
    while (!failed(message, id, question) && time.now().isBefore(end) && pause()) {
      // once more
    }
  }

  private boolean failed(Message message, StreamId id, boolean question) {
    ServerFrame error = ServerFrame.Error.answering(id, ErrorCode.INTERNAL);
    try {
      Optional<Connection> connection = connections.get(message.connection());
      if (connection.isPresent()) {
        Sender sender = new Sender(connection.get(), message.receivedAt());
        post(sender, id, error, question);
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
