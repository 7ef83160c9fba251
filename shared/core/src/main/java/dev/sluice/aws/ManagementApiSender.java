package dev.sluice.aws;

import dev.sluice.gateway.FrameSender;
import dev.sluice.gateway.PostOutcome;
import dev.sluice.session.ConnectionId;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/**
 * Posts through API Gateway's connection-management API. The client must not retry by itself: what
 * may be retried depends on who reads. Thread-safe.
 */
public final class ManagementApiSender implements FrameSender {
  private static final int GONE = 410;
  private static final int TOO_LARGE = 413;
  private static final int THROTTLED = 429;

  private final ApiGatewayManagementApiClient client;

  /** Over a client without retries. */
  public ManagementApiSender(ApiGatewayManagementApiClient client) {
    this.client = client;
  }

  @Override
  public PostOutcome send(ConnectionId connection, byte[] message, Duration timeout) {
    try {
      client.postToConnection(
          r ->
              r.connectionId(connection.value())
                  .data(SdkBytes.fromByteArrayUnsafe(message))
                  .overrideConfiguration(o -> o.apiCallTimeout(timeout)));
      return new PostOutcome.Sent();
    } catch (AwsServiceException e) {
      return switch (e.statusCode()) {
        case GONE -> new PostOutcome.Gone();
        case TOO_LARGE -> new PostOutcome.TooLarge();
        case THROTTLED -> new PostOutcome.Throttled();
        default -> new PostOutcome.Unknown("status " + e.statusCode());
      };
    } catch (SdkException e) {
      return new PostOutcome.Unknown(e.getClass().getSimpleName());
    }
  }
}
