package dev.sluice.relay;

import static dev.sluice.relay.SimWorld.MILLI;
import static dev.sluice.relay.SimWorld.SECOND;

import dev.sluice.frame.ServerFrame;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Ending;
import dev.sluice.session.Run;

/**
 * A client that knows nothing of offsets and attempts: it puts tokens behind each other as they
 * come, opens a bubble for each {@code stream_start}, drops what follows {@code complete} or {@code
 * error}, and never comes back. It complains when what it holds is no prefix of the answer, when a
 * second bubble opens, and when what looks whole is not what is recorded.
 */
final class SimOlderClient {
  private final SimWorld world;
  private final ConnectionId connection = new ConnectionId("c0");
  private String text = "";
  private boolean started;
  private boolean whole;
  private boolean told;
  private boolean left;

  SimOlderClient(SimWorld world) {
    this.world = world;
    world.gateway.connect(connection, (on, frame) -> receive(frame));
    if (world.strikes(5)) {
      world.in(world.between(0, 10_000) * MILLI, this::leave);
    }
    world.in(30 * SECOND, this::giveUp);
  }

  private void leave() {
    left = true;
    world.note("leaves");
    world.gateway.drop(connection);
  }

  /** Its visitor has asked half a minute ago. */
  private void giveUp() {
    left |= !told;
  }

  ConnectionId connection() {
    return connection;
  }

  private void receive(ServerFrame frame) {
    if (told || left) {
      return;
    }
    switch (frame) {
      case ServerFrame.StreamStart f -> {
        check(!started, "a second bubble");
        started = true;
      }
      case ServerFrame.StreamToken f -> {
        check(started && !whole && f.attempt() == 1, "a token out of place");
        check(!f.token().isEmpty(), "a sign of life, which it cannot need");
        text += f.token();
        check(world.answers.getOrDefault(1, "").startsWith(text), "it holds no prefix");
      }
      case ServerFrame.StreamEnd f -> recorded();
      case ServerFrame.Overview f -> {
        text = f.data();
        recorded();
      }
      case ServerFrame.Complete f -> {
        check(whole, "complete before the end");
        told = true;
      }
      case ServerFrame.Error f -> told = true;
      default -> throw new AssertionError("Not for an older client: " + frame);
    }
  }

  private void recorded() {
    Run run = world.store.run(world.ask.id()).orElseThrow();
    check(run.ending().orElse(null) instanceof Ending.Done, "an end that is not recorded");
    check(run.text().equals(text), "what looks whole is not what is recorded");
    whole = true;
  }

  /**
   * When nothing more can happen: it was told, unless its function was killed or held, its models
   * had no time left, or the fate of the last word is not known.
   */
  void checkTold() {
    boolean excused = left || world.interrupted || world.late || world.gateway.lastWordUncertain;
    check(told || excused, "it was not told");
    check(excused || world.store.run(world.ask.id()).orElseThrow().ending().isPresent(), "stuck");
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise + ": " + text.length() + " chars");
    }
  }
}
