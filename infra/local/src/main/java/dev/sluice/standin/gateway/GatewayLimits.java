package dev.sluice.standin.gateway;

import dev.sluice.standin.template.Throttle;
import java.time.Duration;
import java.util.Optional;

/**
 * The limits of a WebSocket API.
 *
 * @param frameBytes the largest frame, in both directions
 * @param messageBytes the largest message, in both directions
 * @param idle how long a connection may carry no message
 * @param lifetime how long a connection may last
 * @param integration how long an integration may take, whatever it asks for
 * @param bufferBytes how much may wait for a client that reads slowly; posts beyond it are
 *     throttled. API Gateway publishes no figure
 * @param stall how long one frame may take to be written before the connection is given up. API
 *     Gateway publishes no figure
 * @param posts how many posts a second are taken; absent = any number. API Gateway publishes no
 *     figure
 * @param messagesAtOnce how many messages of one connection are worked on at the same time; beyond
 *     it the connection is not read. API Gateway publishes no figure
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas
 *     for WebSocket APIs</a>
 */
public record GatewayLimits(
    int frameBytes,
    int messageBytes,
    Duration idle,
    Duration lifetime,
    Duration integration,
    int bufferBytes,
    Duration stall,
    Optional<Throttle> posts,
    int messagesAtOnce) {
  /** The quotas of API Gateway. */
  public static final GatewayLimits AWS =
      new GatewayLimits(
          32 * 1024,
          128 * 1024,
          Duration.ofMinutes(10),
          Duration.ofHours(2),
          Duration.ofSeconds(29),
          1024 * 1024,
          Duration.ofSeconds(30),
          Optional.empty(),
          100);

  /** The same limits with another rate of posts. */
  public GatewayLimits withPosts(Throttle newPosts) {
    return new GatewayLimits(
        frameBytes,
        messageBytes,
        idle,
        lifetime,
        integration,
        bufferBytes,
        stall,
        Optional.of(newPosts),
        messagesAtOnce);
  }

  /** The same limits with other times for idle and old connections. */
  public GatewayLimits withTimes(Duration newIdle, Duration newLifetime) {
    return new GatewayLimits(
        frameBytes,
        messageBytes,
        newIdle,
        newLifetime,
        integration,
        bufferBytes,
        stall,
        posts,
        messagesAtOnce);
  }

  /** The same limits with another longest time for integrations. */
  public GatewayLimits withIntegration(Duration newIntegration) {
    return new GatewayLimits(
        frameBytes,
        messageBytes,
        idle,
        lifetime,
        newIntegration,
        bufferBytes,
        stall,
        posts,
        messagesAtOnce);
  }

  /** The same limits with another buffer for slow clients. */
  public GatewayLimits withBuffer(int newBufferBytes, Duration newStall) {
    return new GatewayLimits(
        frameBytes,
        messageBytes,
        idle,
        lifetime,
        integration,
        newBufferBytes,
        newStall,
        posts,
        messagesAtOnce);
  }
}
