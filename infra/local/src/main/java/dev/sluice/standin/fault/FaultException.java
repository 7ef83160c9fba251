package dev.sluice.standin.fault;

import java.io.Serial;

/** A fault plan that makes no sense; the message says which part. */
public final class FaultException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message what was expected and what came
   */
  public FaultException(String message) {
    super(message);
  }
}
