package dev.sluice.standin.queue;

import java.io.Serial;

/** A request to a queue that cannot be met. */
final class QueueException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String type;

  /**
   * @param type SQS's name of the error
   */
  QueueException(String type, String message) {
    super(message);
    this.type = type;
  }

  String type() {
    return type;
  }
}
