package dev.sluice.standin;

import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The SDK's client of a stack's tables. */
public final class TableClient {
  private TableClient() {}

  /** A client with the stack's key. */
  public static DynamoDbClient of(Stack stack) {
    return builder(stack).build();
  }

  private static DynamoDbClientBuilder builder(Stack stack) {
    return DynamoDbClient.builder()
        .httpClient(UrlConnectionHttpClient.create())
        .region(Region.of(stack.model().identity().region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("LOCALSTANDIN", "x")))
        .endpointOverride(stack.dynamoDbEndpoint().orElseThrow());
  }

  /** The same, which gives up at the first error. */
  public static DynamoDbClient withoutRetries(Stack stack) {
    return builder(stack)
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  static void put(Stack stack, String table, String pk, String sk) {
    with(stack, db -> db.putItem(p -> p.tableName(stack.tableName(table)).item(key(pk, sk))));
  }

  static boolean has(Stack stack, String table, String pk, String sk) {
    return with(
        stack,
        db -> db.getItem(g -> g.tableName(stack.tableName(table)).key(key(pk, sk))).hasItem());
  }

  static String timeToLive(Stack stack, String table) {
    return with(
        stack,
        db ->
            db.describeTimeToLive(d -> d.tableName(stack.tableName(table)))
                .timeToLiveDescription()
                .attributeName());
  }

  private static Map<String, AttributeValue> key(String pk, String sk) {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
  }

  private static <T> T with(Stack stack, Function<DynamoDbClient, T> work) {
    try (DynamoDbClient client = of(stack)) {
      return work.apply(client);
    }
  }
}
