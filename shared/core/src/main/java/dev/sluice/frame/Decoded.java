package dev.sluice.frame;

import dev.sluice.session.ErrorCode;
import dev.sluice.session.StreamId;
import java.util.Optional;

/** What became of a text message. */
public sealed interface Decoded {
  /** It is one of ours. */
  record Valid(ClientMessage message) implements Decoded {}

  /**
   * It is not.
   *
   * @param explanation for people: the field, what was expected and what came
   * @param id the stream that the message named, as far as that could be read
   * @param question whether the message was to ask a question, which is thereby answered
   */
  record Invalid(ErrorCode code, String explanation, Optional<StreamId> id, boolean question)
      implements Decoded {}
}
