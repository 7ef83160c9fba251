package dev.sluice.relay;

import dev.sluice.session.Ask;
import dev.sluice.session.LeaseStore.Finished;
import java.time.Instant;

/** Makes what is stored of an answer that has ended. Pure; thread-safe. */
public interface Recording {
  /** The ending, with citations, and the turn that the session remembers. */
  Finished of(Ask ask, String text, ModelEnd.Said said, Instant now);
}
