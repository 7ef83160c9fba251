package dev.sluice.relay;

import static dev.sluice.relay.SimWorld.MILLI;

import dev.sluice.session.ErrorCode;
import dev.sluice.session.FinishReason;
import dev.sluice.session.Usage;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The chain of models as a relay sees it: pieces of any size, cut anywhere, with pauses and stalls;
 * then it has said all, breaks, or was ended.
 */
final class SimModel {
  private static final String[] PIECES = {
    "word ", "Straße ", "\uD83D", "\uDE00", "\uD83D\uDE00", "\u4E2D\u6587", "\"q\"\n", ""
  };

  private final SimWorld world;
  private final Consumer<String> text;
  private final Consumer<ModelEnd> end;
  private final List<String> pieces;
  private boolean ended;

  /** How many pieces it has said. */
  private int said;

  SimModel(SimWorld world, Consumer<String> text, Consumer<ModelEnd> end) {
    this.world = world;
    this.text = text;
    this.end = end;
    this.pieces = world.pieces.orElseGet(() -> somePieces(world));
  }

  void start() {
    world.in(world.latency(), this::say);
  }

  /** Ends it; it returns a little later. */
  void cancel() {
    world.in(
        world.latency(), () -> end(new ModelEnd.Said(FinishReason.CANCELLED, "m", Usage.NONE)));
  }

  /** The chain of models has no time left. */
  void outOfTime() {
    if (!ended) {
      world.late = true;
      end(new ModelEnd.Broken(ErrorCode.MODEL_TIMEOUT));
    }
  }

  private void say() {
    if (ended) {
      return;
    }
    if (said < pieces.size()) {
      text.accept(pieces.get(said++));
      world.in(pause(), this::say);
    } else if (world.random.nextInt(12) == 0) {
      end(new ModelEnd.Broken(ErrorCode.ANSWER_INCOMPLETE));
    } else {
      FinishReason reason = world.random.nextInt(9) == 0 ? FinishReason.LENGTH : FinishReason.STOP;
      end(new ModelEnd.Said(reason, "m", Usage.NONE));
    }
  }

  private void end(ModelEnd how) {
    if (!ended) {
      ended = true;
      end.accept(how);
    }
  }

  private static List<String> somePieces(SimWorld world) {
    return Stream.generate(() -> piece(world)).limit(world.between(0, 25)).toList();
  }

  private static String piece(SimWorld world) {
    int size = world.random.nextInt(150);
    if (size == 0) {
      return "many words ".repeat(3_500);
    }
    StringBuilder piece = new StringBuilder();
    for (int i = size % 4; i >= 0; i--) {
      piece.append(PIECES[world.random.nextInt(PIECES.length)]);
    }
    return piece.toString();
  }

  private long pause() {
    return world.random.nextInt(20) == 0
        ? world.between(1_000, 9_000) * MILLI
        : world.between(0, 300) * MILLI;
  }
}
