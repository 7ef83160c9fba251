package dev.sluice.cli;

import org.jspecify.annotations.Nullable;

/** A command that cannot do what it should; the message is one line for people. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandFailure(String message) {
    super(message);
  }

  CommandFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
