package dev.sluice.stream;

import dev.sluice.relay.AnswerSource;
import dev.sluice.session.Ask;
import java.time.Duration;

/** Makes the source of an answer's text. Thread-safe. */
interface Answers {
  /**
   * @param longest how long the whole answer may take, its posts included
   */
  AnswerSource source(Ask ask, Duration longest);
}
