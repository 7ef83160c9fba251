package dev.sluice.query.aws;

import dev.sluice.query.StreamStarter;
import dev.sluice.session.StoreException;
import dev.sluice.session.StreamId;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/**
 * Invokes the stream function asynchronously, by its alias: retries and failure destination belong
 * to the alias (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html">asynchronous
 * invocation</a>). Thread-safe.
 */
public final class LambdaStreamStarter implements StreamStarter {
  private final LambdaClient client;
  private final String function;

  /**
   * @param function name or ARN, with the alias
   */
  public LambdaStreamStarter(LambdaClient client, String function) {
    this.client = client;
    this.function = function;
  }

  @Override
  public void start(StreamId id) {
    try {
      client.invoke(
          r ->
              r.functionName(function)
                  .invocationType(InvocationType.EVENT)
                  .payload(SdkBytes.fromUtf8String("{\"stream_id\":\"" + id + "\"}")));
    } catch (SdkException e) {
      throw new StoreException("Invoke", e);
    }
  }
}
