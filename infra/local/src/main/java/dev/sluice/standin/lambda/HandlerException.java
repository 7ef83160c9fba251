package dev.sluice.standin.lambda;

import java.io.Serial;

/** A handler could not be found or made. Lambda reports it as an initialisation error. */
public final class HandlerException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message one line with the class and what is wrong with it
   * @param cause what its constructor threw, or what the class loader said
   */
  public HandlerException(String message, Throwable cause) {
    super(message, cause);
  }
}
