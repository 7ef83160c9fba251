package dev.sluice.standin.policy;

import java.io.Serial;

/** A policy that cannot be read, or asks for something that cannot be decided locally. */
public final class PolicyException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message one line that names the policy and what is wrong with it
   */
  PolicyException(String message) {
    super(message);
  }
}
