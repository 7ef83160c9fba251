package dev.sluice.query;

import dev.sluice.frame.ClientMessage;
import dev.sluice.session.Run;

/** Where a client that comes back wants text from. Pure. */
final class Offsets {
  private Offsets() {}

  /**
   * The smaller of what the client holds and what is stored, moved off the middle of a surrogate
   * pair, if the client's attempt is the run's; else 0, since offsets only compare within an
   * attempt.
   */
  static int start(ClientMessage.Resume resume, Run run) {
    if (resume.attempt() != run.attempt()) {
      return 0;
    }
    int start = Math.min(resume.offset(), run.text().length());
    boolean insidePair =
        start > 0
            && start < run.text().length()
            && Character.isHighSurrogate(run.text().charAt(start - 1))
            && Character.isLowSurrogate(run.text().charAt(start));
    return insidePair ? start - 1 : start;
  }
}
