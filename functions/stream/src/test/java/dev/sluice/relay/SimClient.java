package dev.sluice.relay;

import static dev.sluice.relay.SimWorld.MILLI;
import static dev.sluice.relay.SimWorld.SECOND;

import dev.sluice.frame.ServerFrame;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Ending;
import dev.sluice.session.Run;
import java.time.Instant;

/**
 * A resumable client as the protocol describes it: takes from a frame only what lies beyond its
 * text, resumes after a gap or ten seconds of silence, and drops what comes after an end. It
 * complains when what it holds is no prefix of its attempt's answer, or not the answer at the end.
 */
final class SimClient {
  private final SimWorld world;
  private final SimFunctions functions;
  private final String name;

  /** Whether a start with a lower offset empties what lies behind it; clients may do either. */
  private final boolean cuts;

  private ConnectionId connection;
  private boolean connected;
  private int connections;
  private String text = "";
  private int attempt;
  private boolean endSeen;
  private boolean moved;
  private String ended = "";
  private long heardAt;
  private long resumedAt = Long.MIN_VALUE / 2;

  SimClient(SimWorld world, SimFunctions functions, String name) {
    this.world = world;
    this.functions = functions;
    this.name = name;
    this.cuts = world.random.nextBoolean();
    this.heardAt = world.now();
    connect();
    world.in(SECOND, this::tick);
  }

  ConnectionId connection() {
    return connection;
  }

  boolean finished() {
    return !ended.isEmpty();
  }

  boolean left() {
    return moved;
  }

  String state() {
    return "%s a%d %d chars, %s, moved %s".formatted(name, attempt, text.length(), ended, moved);
  }

  private void connect() {
    connection = new ConnectionId(name + connections++);
    connected = true;
    resumedAt = Long.MIN_VALUE / 2;
    world.gateway.connect(connection, this::receive);
  }

  /** Every second: chance drops the connection; silence asks for more. */
  private void tick() {
    if (finished()) {
      return;
    }
    if (connected && world.strikes(12)) {
      world.note("%s drops %s", name, connection);
      connected = false;
      world.gateway.drop(connection);
      world.in(
          world.between(5, 15_000) * MILLI,
          () -> {
            connect();
            if (!moved) {
              resume();
            }
          });
    } else if (connected && world.strikes(150)) {
      cancel();
    } else if (!moved && world.now() - heardAt >= 10 * SECOND) {
      resume();
    }
    world.in(SECOND, this::tick);
  }

  /** Asks for what it lacks, if it has not just done so. */
  void resume() {
    if (!connected || finished() || world.now() - resumedAt < SECOND) {
      return;
    }
    resumedAt = world.now();
    ConnectionId from = connection;
    int offset = text.length();
    int of = attempt;
    world.note("%s resumes on %s @%d a%d", name, from, offset, of);
    if (!world.strikes(20)) {
      Instant messageTime = world.time.now();
      long delay = world.strikes(10) ? world.between(0, 4_000) * MILLI : world.latency();
      world.in(delay, () -> functions.resume(from, offset, of, messageTime));
    }
  }

  private void cancel() {
    world.note("%s cancels", name);
    ConnectionId from = connection;
    world.in(world.latency(), () -> functions.cancel(from));
  }

  private void receive(ConnectionId on, ServerFrame frame) {
    if (finished() || !connected || !on.equals(connection)) {
      return;
    }
    int of = attempt(frame);
    if (of < attempt) {
      return;
    }
    heardAt = world.now();
    switch (frame) {
      case ServerFrame.StreamStart f -> start(f);
      case ServerFrame.StreamToken f -> token(f);
      case ServerFrame.StreamEnd f -> end(f);
      case ServerFrame.Overview f -> {
        if (of == attempt) {
          text = f.data();
          endSeen = true;
        }
      }
      case ServerFrame.Complete f -> {
        if (of == attempt && endSeen) {
          finish("done");
        }
      }
      case ServerFrame.Error f -> finish("failed");
      case ServerFrame.Moved f -> moved = true;
      default -> throw new AssertionError("Not of a relay: " + frame);
    }
  }

  private static int attempt(ServerFrame frame) {
    return switch (frame) {
      case ServerFrame.StreamStart f -> f.attempt();
      case ServerFrame.StreamToken f -> f.attempt();
      case ServerFrame.StreamEnd f -> f.attempt();
      case ServerFrame.Overview f -> f.attempt();
      case ServerFrame.Complete f -> f.attempt();
      case ServerFrame.Error f -> f.attempt().getAsInt();
      case ServerFrame.Moved f -> f.attempt();
      default -> throw new AssertionError("Not of a relay: " + frame);
    };
  }

  private void start(ServerFrame.StreamStart start) {
    if (start.attempt() > attempt) {
      attempt = start.attempt();
      text = "";
    }
    moved = false;
    endSeen = false;
    if (start.offset() > text.length()) {
      resume();
    } else if (cuts) {
      text = text.substring(0, start.offset());
    }
  }

  private void token(ServerFrame.StreamToken token) {
    if (token.attempt() > attempt || token.offset() > text.length()) {
      resume();
      return;
    }
    int known = text.length() - token.offset();
    String overlap = token.token().substring(0, Math.min(known, token.token().length()));
    check(text.startsWith(overlap, token.offset()), "a token contradicts what is there");
    if (token.token().length() > known) {
      text += token.token().substring(known);
      String answer = world.answers.getOrDefault(attempt, "");
      check(answer.startsWith(text), "what it holds is no prefix of its attempt's answer");
    }
  }

  private void end(ServerFrame.StreamEnd end) {
    if (end.attempt() > attempt || end.length() > text.length()) {
      resume();
    } else if (end.finishReason().equals("cancelled")) {
      text = text.substring(0, end.length());
      finish("cancelled");
    } else {
      check(end.length() == text.length(), "it holds more than the answer");
      endSeen = true;
    }
  }

  private void finish(String how) {
    ended = how;
    world.note("%s is %s with %d chars", name, how, text.length());
    Run run = world.store.run(world.ask.id()).orElseThrow();
    switch (run.ending().orElseThrow(() -> new AssertionError("An end that is not recorded"))) {
      case Ending.Done done -> check(how.equals("done"), "the run is done");
      case Ending.Cancelled cancelled -> check(how.equals("cancelled"), "the run is cancelled");
      case Ending.Failed failed -> check(how.equals("failed"), "the run has failed");
    }
    if (!how.equals("failed")) {
      check(run.text().equals(text), "at the end it does not hold what is recorded");
    }
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise + ": " + state());
    }
  }
}
