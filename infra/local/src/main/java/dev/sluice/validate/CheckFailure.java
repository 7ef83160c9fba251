package dev.sluice.validate;

import java.io.Serial;

/** Something was seen that should not be; the message says what was expected and what came. */
final class CheckFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  CheckFailure(String message) {
    super(message);
  }
}
