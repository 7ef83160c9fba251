package dev.sluice.relay;

import static dev.sluice.relay.SimWorld.MILLI;
import static dev.sluice.relay.SimWorld.SECOND;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.client.AnswerAssembly;
import dev.sluice.client.Reaction;
import dev.sluice.frame.FrameEncoder;
import dev.sluice.frame.Json;
import dev.sluice.frame.ServerFrame;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Ending;
import dev.sluice.session.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * The project's own client in the simulated world: frames go through the real JSON and are put
 * together by {@link AnswerAssembly}. It drops its connections, and resumes now and then from an
 * offset and of an attempt that it has long left behind, or forgets all that it holds.
 */
final class RealClient {
  private final SimWorld world;
  private final SimFunctions functions;
  private AnswerAssembly assembly = new AnswerAssembly();
  private ConnectionId connection = new ConnectionId("c0");
  private int connections;
  private boolean connected;
  private String end = "";
  private long heardAt;
  private long resumedAt;

  RealClient(SimWorld world, SimFunctions functions) {
    this.world = world;
    this.functions = functions;
    connect();
    world.in(SECOND, this::tick);
  }

  ConnectionId connection() {
    return connection;
  }

  boolean finished() {
    return !end.isEmpty();
  }

  String text() {
    return assembly.text();
  }

  private void connect() {
    connection = new ConnectionId("c" + connections++);
    connected = true;
    heardAt = world.now();
    resumedAt = world.now() - SECOND;
    world.gateway.connect(connection, this::receive);
  }

  private void tick() {
    if (finished()) {
      return;
    }
    if (connected && world.strikes(8)) {
      connected = false;
      world.gateway.drop(connection);
      world.in(world.between(1, 12_000) * MILLI, this::comeBack);
    } else if (connected && world.strikes(25)) {
      assembly = new AnswerAssembly(); // it has forgotten everything, and does not know it
    } else if (connected && (world.strikes(15) || world.now() - heardAt >= 10 * SECOND)) {
      resume();
    }
    world.in(SECOND, this::tick);
  }

  private void comeBack() {
    connect();
    if (world.strikes(4)) {
      assembly = new AnswerAssembly(); // the page was loaded anew
    }
    resume();
  }

  /** From what it holds, or from somewhere before, or from nothing. */
  private void resume() {
    if (finished() || !connected || world.now() - resumedAt < SECOND) {
      return;
    }
    resumedAt = world.now();
    heardAt = world.now();
    int offset = world.strikes(3) ? (int) world.between(0, assembly.offset()) : assembly.offset();
    int attempt =
        world.strikes(6) ? (int) world.between(0, assembly.attempt()) : assembly.attempt();
    ConnectionId from = connection;
    Instant sent = world.time.now();
    if (!world.strikes(15)) {
      world.in(world.latency(), () -> functions.resume(from, offset, attempt, sent));
    }
  }

  private void receive(ConnectionId on, ServerFrame frame) {
    if (finished() || !connected || !on.equals(connection)) {
      return;
    }
    heardAt = world.now();
    switch (assembly.take(json(frame))) {
      case Reaction.Nothing nothing -> {}
      case Reaction.Changed changed -> checkPrefix();
      case Reaction.Gap gap -> resume();
      case Reaction.Moved elsewhere -> {}
      case Reaction.Notice notice -> throw new AssertionError("Not of a relay: " + notice);
      case Reaction.Ended.Complete complete -> end("done");
      case Reaction.Ended.Cancelled cancelled -> end("cancelled");
      case Reaction.Ended.Failed failed -> end("failed");
    }
  }

  private static JsonNode json(ServerFrame frame) {
    try {
      return Json.MAPPER.readTree(FrameEncoder.encode(frame));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void checkPrefix() {
    String answer = world.answers.getOrDefault(assembly.attempt(), "");
    if (!answer.startsWith(assembly.text())) {
      throw new AssertionError("It holds no prefix of its attempt's answer");
    }
  }

  private void end(String how) {
    end = how;
    Run run = world.store.run(world.ask.id()).orElseThrow();
    String recorded =
        switch (run.ending().orElseThrow(() -> new AssertionError("An end that is not recorded"))) {
          case Ending.Done done -> "done";
          case Ending.Cancelled cancelled -> "cancelled";
          case Ending.Failed failed -> "failed";
        };
    boolean same = how.equals("failed") || run.text().equals(assembly.text());
    if (!how.equals(recorded) || !same) {
      throw new AssertionError(
          how
              + " with "
              + assembly.text().length()
              + " chars, but "
              + recorded
              + " with "
              + run.text().length()
              + " is recorded");
    }
  }
}
