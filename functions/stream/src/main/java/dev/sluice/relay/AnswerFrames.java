package dev.sluice.relay;

import dev.sluice.frame.ServerFrame;
import dev.sluice.session.Ask;
import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import java.util.List;

/** Makes the frames of one attempt at an answer. Pure. */
record AnswerFrames(Ask ask, int attempt) {
  ServerFrame start(int offset) {
    return new ServerFrame.StreamStart(ask.id(), attempt, offset, ask.aiAgentMode());
  }

  ServerFrame token(int offset, String text) {
    return new ServerFrame.StreamToken(ask.id(), attempt, offset, text, ask.aiAgentMode());
  }

  ServerFrame moved() {
    return new ServerFrame.Moved(ask.id(), attempt);
  }

  ServerFrame cancelled(int length) {
    return new ServerFrame.StreamEnd(
        ask.id(), attempt, length, "cancelled", List.of(), ask.aiAgentMode());
  }

  ServerFrame failed(ErrorCode code) {
    return ServerFrame.Error.ending(ask.id(), attempt, code);
  }

  /** What follows the text of an answer that is done, in the way its client wants it. */
  List<ServerFrame> done(AnswerText text, Ending.Done done) {
    ServerFrame end =
        ask.stream()
            ? new ServerFrame.StreamEnd(
                ask.id(),
                attempt,
                text.length(),
                done.reason().wireName(),
                done.citations(),
                ask.aiAgentMode())
            : ServerFrame.Overview.of(ask.id(), attempt, text.toString(), done, ask.aiAgentMode());
    return List.of(end, ServerFrame.Complete.of(ask.id(), attempt, done));
  }
}
