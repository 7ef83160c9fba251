package dev.sluice.standin.lambda;

import java.time.Duration;
import java.util.Optional;

/** How an invocation ended. */
public sealed interface InvocationResult {
  /**
   * What a function may return, in bytes: 6 MB and a little for the envelope.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
   *     quotas</a>
   */
  int MAXIMUM_BYTES = 6 * 1024 * 1024 + 100 * 1024;

  /**
   * The function returned.
   *
   * @param payload what it returned, a JSON document
   */
  record Returned(byte[] payload) implements InvocationResult {}

  /**
   * The function threw, ran out of time, could not be initialised, or was killed.
   *
   * @param payload Lambda's JSON document with {@code errorMessage} and {@code errorType}
   * @param kind how it failed
   */
  record Failed(byte[] payload, Kind kind) implements InvocationResult {
    /** The function's time was over. */
    public static Failed timedOut(String requestId, Duration timeout) {
      return new Failed(ErrorDocument.timedOut(requestId, timeout), Kind.TIMED_OUT);
    }

    /** There is nothing that could run the function. */
    public static Failed notInitialised(String message) {
      return new Failed(ErrorDocument.of("Runtime.InitError", message), Kind.NOT_INITIALISED);
    }

    /** It returned more than {@link InvocationResult#MAXIMUM_BYTES}. */
    public static Failed tooLarge() {
      return new Failed(
          ErrorDocument.of(
              "Function.ResponseSizeTooLarge",
              "Response payload size exceeded maximum allowed payload size (6291556 bytes)."),
          Kind.THROWN);
    }

    /** The process of an invocation was killed. */
    public static Failed killed(String requestId) {
      return new Failed(ErrorDocument.killed(requestId), Kind.KILLED);
    }
  }

  /** The function was not started because too many invocations of it run already. */
  record Throttled() implements InvocationResult {}

  /** Why an invocation failed. */
  enum Kind {
    /** The handler threw. */
    THROWN,
    /** The function's time was over. */
    TIMED_OUT,
    /** The handler could not be made. */
    NOT_INITIALISED,
    /** The process ended. */
    KILLED
  }

  /** The document that the function left, if it was started. */
  default Optional<byte[]> document() {
    return switch (this) {
      case Returned returned -> Optional.of(returned.payload());
      case Failed failed -> Optional.of(failed.payload());
      case Throttled throttled -> Optional.empty();
    };
  }
}
