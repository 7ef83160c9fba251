package dev.sluice.deploy;

/**
 * What an account has to have, and whether it has it.
 *
 * @param state how it is
 * @param text what was found
 * @param fix what would mend it, as words behind "--fix would"; empty when nothing has to be, or
 *     can be
 */
public record Check(State state, String text, String fix) {
  /** How it is. */
  public enum State {
    /** As it should be. */
    GOOD,
    /** Works, with a limit that people will meet. */
    NARROW,
    /** The stack would fail. */
    MISSING
  }

  static Check good(String text) {
    return new Check(State.GOOD, text, "");
  }
}
