package dev.sluice.standin;

import java.io.Serial;

/** A stack that cannot be started; the message is one line that says why. */
public final class StackException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message one line for the person who started the stack
   * @param cause for those who want to know more
   */
  public StackException(String message, Throwable cause) {
    super(message.lines().findFirst().orElse("Unknown"), cause);
  }
}
