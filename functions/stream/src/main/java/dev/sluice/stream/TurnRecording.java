package dev.sluice.stream;

import dev.sluice.answer.Citations;
import dev.sluice.relay.ModelEnd;
import dev.sluice.relay.Recording;
import dev.sluice.session.Ask;
import dev.sluice.session.Citation;
import dev.sluice.session.Ending;
import dev.sluice.session.LeaseStore.Finished;
import dev.sluice.session.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Records the citations of an answer, and its turn where the session is remembered. */
final class TurnRecording implements Recording {
  private final boolean remember;

  /**
   * @param remember whether sessions remember anything at all
   */
  TurnRecording(boolean remember) {
    this.remember = remember;
  }

  @Override
  public Finished of(Ask ask, String text, ModelEnd.Said said, Instant now) {
    List<Citation> citations = Citations.of(text, ask.passages());
    Ending.Done ending =
        new Ending.Done(
            said.reason(),
            citations,
            said.model(),
            said.usage(),
            Math.max(0, Duration.between(ask.askedAt(), now).toMillis()));
    Optional<Turn> turn =
        remember && ask.remembered()
            ? Optional.of(new Turn(ask.turnKey(), ask.id(), ask.question(), text, citations))
            : Optional.empty();
    return new Finished(text, ending, turn);
  }
}
