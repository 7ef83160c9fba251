package dev.sluice.gateway;

/**
 * What became of a post to a connection (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html">@connections</a>).
 */
public sealed interface PostOutcome {
  /** The gateway took it. */
  record Sent() implements PostOutcome {}

  /** The connection does not exist any more (410). */
  record Gone() implements PostOutcome {}

  /** The gateway refused it for now (429): it was not delivered. */
  record Throttled() implements PostOutcome {}

  /** The message is larger than the gateway takes (413): it was not delivered. */
  record TooLarge() implements PostOutcome {}

  /**
   * Nobody knows whether it was delivered: a time-out, a broken exchange, a 5xx.
   *
   * @param detail for logs; no content
   */
  record Unknown(String detail) implements PostOutcome {}
}
