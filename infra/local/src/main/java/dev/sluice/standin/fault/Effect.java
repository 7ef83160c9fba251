package dev.sluice.standin.fault;

import java.time.Duration;
import java.util.Optional;

/** What goes wrong. */
public sealed interface Effect {
  /** The call takes longer, and then goes on. */
  record Slow(Duration by) implements Effect {}

  /** The call is answered with 429 or, by the store, with its throttling error; nothing is done. */
  record Throttle() implements Effect {}

  /** The call is answered with a server error; nothing is done. */
  record Fail(int status) implements Effect {
    /** Checks the status. */
    public Fail {
      checkError(status);
    }
  }

  /** The connection is cut without an answer; nothing is done. */
  record Reset() implements Effect {}

  /** The connection of a post is reported as gone. */
  record Gone() implements Effect {}

  /** The call is carried out, but answered with a server error. */
  record AppliedThenFail(int status) implements Effect {
    /** Checks the status. */
    public AppliedThenFail {
      checkError(status);
    }
  }

  /** The call is carried out, but the connection is cut without an answer. */
  record AppliedThenReset() implements Effect {}

  /** An asynchronous event is handed to the function twice. */
  record Duplicate() implements Effect {}

  /**
   * A function is killed, as by {@code kill -9}.
   *
   * @param function its logical id
   * @param applied whether what it is just calling is still carried out; of an invocation: whether
   *     it runs to its end first
   */
  record Kill(String function, boolean applied) implements Effect {}

  /**
   * A function is held as it is.
   *
   * @param function its logical id
   * @param wakeAfter when it goes on by itself; absent = when it is woken
   */
  record Pause(String function, Optional<Duration> wakeAfter) implements Effect {}

  /** A held function goes on. */
  record Wake(String function) implements Effect {}

  private static void checkError(int status) {
    if (status < 400 || status > 599) {
      throw new FaultException("Expected a status of 400 to 599 but got " + status);
    }
  }

  /** The function that is killed, held or woken. */
  default Optional<String> target() {
    return switch (this) {
      case Kill kill -> Optional.of(kill.function());
      case Pause pause -> Optional.of(pause.function());
      case Wake wake -> Optional.of(wake.function());
      case Slow e -> Optional.empty();
      case Throttle e -> Optional.empty();
      case Fail e -> Optional.empty();
      case Reset e -> Optional.empty();
      case Gone e -> Optional.empty();
      case AppliedThenFail e -> Optional.empty();
      case AppliedThenReset e -> Optional.empty();
      case Duplicate e -> Optional.empty();
    };
  }
}
