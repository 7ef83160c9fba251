package dev.sluice.localstack;

import dev.sluice.aws.AwsClients;
import dev.sluice.settings.Settings;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Where AWS's services are, and the names of what a stack of ours has there.
 *
 * @param environment as functions have it: region, keys, addresses
 * @param secrets the path of a parameter {@code DEEPSEEK_API_KEY} whose value is {@code a secret}
 */
record Services(
    Map<String, String> environment, String table, String bucket, String queueUrl, String secrets) {

  static final String SECRET = "a secret";

  /** Copies the environment. */
  Services {
    environment = Map.copyOf(environment);
  }

  /** Makes what the template has at an address that serves all of AWS's services. */
  static Services createdAt(URI endpoint) {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ACCESS_KEY_ID", "test");
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    for (String service : new String[] {"DYNAMODB", "S3", "SQS", "SSM"}) {
      environment.put("AWS_ENDPOINT_URL_" + service, endpoint.toString());
    }
    String name = "sluice-" + UUID.randomUUID();
    Services empty = new Services(environment, name, name, "", "/" + name + "/stream");
    empty.createTable();
    try (S3Client s3 = empty.s3()) {
      s3.createBucket(request -> request.bucket(name));
    }
    try (SsmClient ssm = empty.client(SsmClient.builder(), "SSM")) {
      ssm.putParameter(
          request ->
              request
                  .name(empty.secrets() + "/DEEPSEEK_API_KEY")
                  .type(ParameterType.SECURE_STRING)
                  .value(SECRET));
    }
    try (SqsClient sqs = empty.sqs()) {
      String url = sqs.createQueue(request -> request.queueName(name)).queueUrl();
      return new Services(environment, name, name, url, empty.secrets());
    }
  }

  private void createTable() {
    try (DynamoDbClient dynamoDb = dynamoDb()) {
      dynamoDb.createTable(
          request ->
              request
                  .tableName(table)
                  .attributeDefinitions(text("pk"), text("sk"))
                  .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
                  .billingMode(BillingMode.PAY_PER_REQUEST));
      dynamoDb.waiter().waitUntilTableExists(request -> request.tableName(table));
      dynamoDb.updateTimeToLive(
          request ->
              request
                  .tableName(table)
                  .timeToLiveSpecification(ttl -> ttl.attributeName("expires_at").enabled(true)));
    }
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  DynamoDbClient dynamoDb() {
    return client(DynamoDbClient.builder(), "DYNAMODB");
  }

  SqsClient sqs() {
    return client(SqsClient.builder(), "SQS");
  }

  S3Client s3() {
    return dev.sluice.index.aws.IndexStores.client(environment);
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, String service) {
    return new AwsClients(new Settings(environment)).configure(builder, service).build();
  }
}
