package dev.sluice.query;

import dev.sluice.gateway.Time;
import dev.sluice.session.Connection;
import dev.sluice.session.ConnectionStore;
import dev.sluice.session.ConnectionStore.ClaimResult;
import dev.sluice.session.ConnectionStore.Waiter;
import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.Run;
import dev.sluice.session.StreamId;
import dev.sluice.session.StreamStore;
import java.time.Duration;

/**
 * Lets older clients' questions have their connection one after another, in order of arrival.
 * Thread-safe.
 */
final class Claims {
  /** How long a question waits for those before it. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final ConnectionStore connections;
  private final StreamStore streams;
  private final Time time;

  Claims(ConnectionStore connections, StreamStore streams, Time time) {
    this.connections = connections;
    this.streams = streams;
    this.time = time;
  }

  /** Claims the sender's connection; false when it waits in vain or the connection is gone. */
  boolean claim(Sender sender, StreamId stream) {
    Waiter waiter = new Waiter(stream, sender.receivedAt());
    long end = time.nanos() + PATIENCE.toNanos();
    while (true) {
      ClaimResult result = connections.claim(sender.connection().id(), waiter, time.now());
      if (result instanceof ClaimResult.Void(StreamId holder)) {
        endAbandoned(holder, sender);
        result = connections.replace(sender.connection().id(), holder, waiter, time.now());
      }
      switch (result) {
        case ClaimResult.Granted granted -> {
          return true;
        }
        case ClaimResult.Crowded crowded -> {
          return false;
        }
        case ClaimResult.Absent absent -> {
          return false;
        }
        case ClaimResult.Wait wait -> {
          if (time.nanos() - end > 0 || !pause()) {
            release(sender, stream);
            return false;
          }
        }
        case ClaimResult.Void other ->
            throw new IllegalStateException("A void claim has just been replaced");
      }
    }
  }

  /** Gives the connection back. */
  void release(Sender sender, StreamId stream) {
    connections.release(sender.connection().id(), new Waiter(stream, sender.receivedAt()));
  }

  /** Whoever voids a claim first ends its stream, which may not have been stored yet. */
  private void endAbandoned(StreamId holder, Sender sender) {
    Connection connection = sender.connection();
    Run placeholder =
        Run.pending(
            holder,
            connection.principal().tenant(),
            connection.principal().subject(),
            connection.id(),
            sender.receivedAt());
    if (!streams.createEnded(placeholder, new Ending.Failed(ErrorCode.ANSWER_INCOMPLETE))) {
      streams.fail(holder, ErrorCode.ANSWER_INCOMPLETE);
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
