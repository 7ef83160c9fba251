package dev.sluice.aws;

import dev.sluice.gateway.FrameSender;
import dev.sluice.settings.SecretSource;
import dev.sluice.settings.Settings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Makes the SDK's clients from a function's environment: region, credentials and, by the SDK's own
 * names ({@code AWS_ENDPOINT_URL_DYNAMODB} and so on), endpoints. They share one HTTP client, whose
 * connections are kept alive. Thread-safe; not closed in a function.
 */
public final class AwsClients implements AutoCloseable {
  /** A relay posts one frame at a time for each stream; in the process many streams share it. */
  private static final int MAX_CONNECTIONS = 512;

  private final Settings settings;
  private final Region region;
  private final AwsCredentialsProvider credentials;
  private final SdkHttpClient http;

  /** Reads region and credentials. */
  public AwsClients(Settings settings) {
    this.settings = settings;
    this.region = region(settings);
    this.credentials = credentials(settings);
    this.http = Apache5HttpClient.builder().maxConnections(MAX_CONNECTIONS).build();
  }

  private static Region region(Settings settings) {
    return Region.of(settings.text("AWS_REGION", "us-east-1"));
  }

  /** Credentials from the environment, or else from wherever the SDK finds them. */
  public static AwsCredentialsProvider credentials(Settings settings) {
    Optional<String> id = settings.text("AWS_ACCESS_KEY_ID");
    Optional<String> secret = settings.text("AWS_SECRET_ACCESS_KEY");
    if (id.isEmpty() || secret.isEmpty()) {
      return DefaultCredentialsProvider.builder().build();
    }
    return StaticCredentialsProvider.create(
        settings
            .text("AWS_SESSION_TOKEN")
            .<software.amazon.awssdk.auth.credentials.AwsCredentials>map(
                token -> AwsSessionCredentials.create(id.get(), secret.get(), token))
            .orElseGet(() -> AwsBasicCredentials.create(id.get(), secret.get())));
  }

  /** DynamoDB, with the SDK's standard retries. */
  public DynamoDbClient dynamoDb() {
    return configure(DynamoDbClient.builder(), "DYNAMODB")
        .overrideConfiguration(o -> o.retryStrategy(RetryMode.STANDARD))
        .build();
  }

  /**
   * The secrets of a function: what is kept in Systems Manager's Parameter Store under {@code
   * SECRETS_PATH}. None, and no call is ever made, when that is not set.
   */
  public static SecretSource secrets(Settings settings) {
    Optional<String> path = settings.text("SECRETS_PATH");
    if (path.isEmpty()) {
      return Map::of;
    }
    Region region = region(settings);
    URI endpoint =
        settings
            .uri("AWS_ENDPOINT_URL_SSM", "http", "https")
            .orElseGet(
                () ->
                    URI.create(
                        "https://ssm."
                            + region.id()
                            + "."
                            + PartitionMetadata.of(region).dnsSuffix()
                            + "/"));
    return new ParameterSecrets(
        endpoint, new SigV4Signer(settings, region.id(), "ssm"), path.get());
  }

  /**
   * Posts to connections of the given API stage.
   *
   * @param endpoint {@code https://…/stage}; {@code AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI} goes
   *     before it
   */
  public FrameSender frameSender(URI endpoint) {
    return new ManagementApiSender(
        configure(
                ApiGatewayManagementApiClient.builder().endpointOverride(endpoint),
                "APIGATEWAYMANAGEMENTAPI")
            .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build());
  }

  /**
   * Gives a client's builder region, credentials, HTTP client and endpoint.
   *
   * @param service as in the names of the SDK's endpoint settings
   */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configure(
      B builder, String service) {
    settings
        .uri("AWS_ENDPOINT_URL_" + service, "http", "https")
        .ifPresent(builder::endpointOverride);
    return builder.region(region).credentialsProvider(credentials).httpClient(http);
  }

  @Override
  public void close() {
    http.close();
  }
}
