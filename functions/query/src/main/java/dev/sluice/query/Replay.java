package dev.sluice.query;

import dev.sluice.frame.FrameSize;
import dev.sluice.frame.ServerFrame;
import dev.sluice.session.Ask;
import dev.sluice.session.Ending;
import dev.sluice.session.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client that has missed the end of a stream is sent, made from what is stored. Pure;
 * thread-safe.
 */
final class Replay {
  private Replay() {}

  /**
   * The frames from the given offset to the end.
   *
   * @param ask empty when the stream was cancelled before its question arrived
   */
  static List<ServerFrame> of(Run run, Ending ending, Optional<Ask> ask, int start) {
    boolean aiAgentMode = ask.map(Ask::aiAgentMode).orElse(false);
    List<ServerFrame> frames = new ArrayList<>();
    switch (ending) {
      case Ending.Failed failed ->
          frames.add(ServerFrame.Error.ending(run.id(), run.attempt(), failed.code()));
      case Ending.Cancelled cancelled -> {
        text(run, start, aiAgentMode, frames);
        frames.add(
            new ServerFrame.StreamEnd(
                run.id(), run.attempt(), run.text().length(), "cancelled", List.of(), aiAgentMode));
      }
      case Ending.Done done -> {
        if (ask.map(Ask::stream).orElse(true)) {
          text(run, start, aiAgentMode, frames);
          frames.add(end(run, done, aiAgentMode));
        } else {
          frames.add(new ServerFrame.StreamStart(run.id(), run.attempt(), 0, aiAgentMode));
          frames.add(overview(run, done, aiAgentMode));
        }
        frames.add(ServerFrame.Complete.of(run.id(), run.attempt(), done));
      }
    }
    return frames;
  }

  private static void text(Run run, int start, boolean aiAgentMode, List<ServerFrame> frames) {
    frames.add(new ServerFrame.StreamStart(run.id(), run.attempt(), start, aiAgentMode));
    int from = start;
    while (from < run.text().length()) {
      int to = FrameSize.pieceEnd(run.text(), from, FrameSize.MAX_TOKEN_BYTES);
      frames.add(
          new ServerFrame.StreamToken(
              run.id(), run.attempt(), from, run.text().substring(from, to), aiAgentMode));
      from = to;
    }
  }

  private static ServerFrame end(Run run, Ending.Done done, boolean aiAgentMode) {
    return new ServerFrame.StreamEnd(
        run.id(),
        run.attempt(),
        run.text().length(),
        done.reason().wireName(),
        done.citations(),
        aiAgentMode);
  }

  private static ServerFrame overview(Run run, Ending.Done done, boolean aiAgentMode) {
    return ServerFrame.Overview.of(run.id(), run.attempt(), run.text(), done, aiAgentMode);
  }
}
