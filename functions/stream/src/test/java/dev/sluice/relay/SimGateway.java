package dev.sluice.relay;

import static dev.sluice.relay.SimWorld.MILLI;

import dev.sluice.frame.ServerFrame;
import dev.sluice.gateway.PostOutcome;
import dev.sluice.session.ConnectionId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The gateway between relays and clients: throttles, loses, delays and doubles posts. A connection
 * whose client has left can take posts for a while before it is known to be gone.
 */
final class SimGateway {
  private static final long TIMEOUT = 3_000 * MILLI;

  private final SimWorld world;
  private final Map<ConnectionId, BiConsumer<ConnectionId, ServerFrame>> open = new HashMap<>();

  /** Whether the fate of a last word is not known: nobody can tell it again to an older client. */
  boolean lastWordUncertain;

  /** An older client has surely had its last word. */
  private boolean lastWordSent;

  SimGateway(SimWorld world) {
    this.world = world;
  }

  void connect(ConnectionId id, BiConsumer<ConnectionId, ServerFrame> client) {
    open.put(id, client);
  }

  /** The client has left; the gateway may notice later. */
  void drop(ConnectionId id) {
    open.put(id, (connection, frame) -> {});
    world.in(
        world.random.nextBoolean() ? 0 : world.between(0, 5_000) * MILLI, () -> open.remove(id));
  }

  void post(ConnectionId to, ServerFrame frame, Consumer<PostOutcome> answer) {
    long latency = world.latency();
    if (!world.ask.resumable() && lastWordSent) {
      throw new AssertionError("Posted after the last word: " + SimWorld.describe(frame));
    }
    if (world.strikes(25)) {
      answer(to, frame, new PostOutcome.Throttled(), latency, answer);
    } else if (world.strikes(25)) {
      unknown(to, frame, latency, answer);
    } else {
      world.in(
          latency / 2,
          () -> {
            boolean there = open.containsKey(to);
            if (there) {
              deliver(to, frame);
              lastWordSent |= isLastWord(frame);
              if (world.ask.resumable() && world.strikes(60)) {
                deliver(to, frame);
              }
            }
            PostOutcome outcome = there ? new PostOutcome.Sent() : new PostOutcome.Gone();
            answer(to, frame, outcome, latency / 2, answer);
          });
    }
  }

  /** Nobody knows what became of it: delivered, delivered late, or not at all. */
  private void unknown(
      ConnectionId to, ServerFrame frame, long latency, Consumer<PostOutcome> answer) {
    boolean timedOut = world.random.nextBoolean();
    lastWordUncertain |= isLastWord(frame);
    switch (world.random.nextInt(3)) {
      case 0 -> world.in(latency / 2, () -> deliver(to, frame));
      case 1 -> world.in(world.between(0, 8_000) * MILLI, () -> deliver(to, frame));
      default -> {}
    }
    answer(to, frame, new PostOutcome.Unknown(""), timedOut ? TIMEOUT : latency, answer);
  }

  private void answer(
      ConnectionId to,
      ServerFrame frame,
      PostOutcome outcome,
      long after,
      Consumer<PostOutcome> answer) {
    world.in(
        after,
        () -> {
          world.note("  %s %s: %s", to, SimWorld.describe(frame), outcome);
          answer.accept(outcome);
        });
  }

  private static boolean isLastWord(ServerFrame frame) {
    return frame instanceof ServerFrame.Complete || frame instanceof ServerFrame.Error;
  }

  private void deliver(ConnectionId to, ServerFrame frame) {
    BiConsumer<ConnectionId, ServerFrame> client = open.get(to);
    if (client != null) {
      client.accept(to, frame);
    }
  }
}
