package dev.sluice.standin;

import dev.sluice.standin.access.Credentials;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/** The SDK's client of a stack's connections, without retries. */
public final class ManagementClient {
  private ManagementClient() {}

  /** A client with the stack's own key. */
  public static ApiGatewayManagementApiClient of(Stack stack) {
    Map<String, String> environment = stack.clientEnvironment();
    return of(
        stack,
        new Credentials(
            environment.get("AWS_ACCESS_KEY_ID"), environment.get("AWS_SECRET_ACCESS_KEY")));
  }

  /** A client with any key. */
  public static ApiGatewayManagementApiClient of(Stack stack, Credentials credentials) {
    Map<String, String> environment = stack.clientEnvironment();
    return ApiGatewayManagementApiClient.builder()
        .httpClient(UrlConnectionHttpClient.create())
        .region(Region.of(environment.get("AWS_REGION")))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    credentials.accessKeyId(), credentials.secretAccessKey())))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .endpointOverride(URI.create(environment.get("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI")))
        .build();
  }
}
