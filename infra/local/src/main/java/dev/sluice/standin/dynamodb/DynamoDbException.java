package dev.sluice.standin.dynamodb;

import java.io.Serial;

/** DynamoDB Local cannot be started, or cannot use its data folder. */
public final class DynamoDbException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message one line with the folder or table and what is wrong with it
   */
  public DynamoDbException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Like the other one, without a cause. */
  public DynamoDbException(String message) {
    super(message);
  }
}
