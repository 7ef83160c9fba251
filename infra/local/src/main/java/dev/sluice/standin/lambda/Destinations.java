package dev.sluice.standin.lambda;

/** Where records of asynchronous invocations go. */
@FunctionalInterface
public interface Destinations {
  /**
   * Puts a message into the queue of the given ARN.
   *
   * @param body a JSON document
   */
  void send(String queueArn, String body);
}
