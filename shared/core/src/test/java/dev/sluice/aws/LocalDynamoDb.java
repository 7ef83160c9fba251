package dev.sluice.aws;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import dev.sluice.gateway.Time;
import dev.sluice.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * DynamoDB Local in this process, in memory, with the one table: started by the first test class
 * that asks for it and stopped at the end of all. Tests keep apart by using ids of their own.
 */
public final class LocalDynamoDb implements BeforeAllCallback, BeforeEachCallback {
  /** The table's name. */
  public static final String TABLE = "sluice-test";

  private Running running;

  private record Running(
      DynamoDBProxyServer server,
      int port,
      AwsClients clients,
      DynamoDbClient client,
      Requests seen)
      implements AutoCloseable {
    @Override
    public void close() {
      client.close();
      clients.close();
      try {
        server.stop();
      } catch (Exception e) {
        throw new IllegalStateException("DynamoDB Local did not stop", e);
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(LocalDynamoDb.class))
            .getOrComputeIfAbsent("running", key -> start(), Running.class);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    running.seen().reset();
  }

  /** The table as the adapters use it. */
  public Table table(Time time) {
    return new Table(running.client(), TABLE, time);
  }

  /** The SDK's client, for looking at items and damaging them. */
  public DynamoDbClient client() {
    return running.client();
  }

  /** What has been asked since the test began. */
  public Requests requests() {
    return running.seen();
  }

  /** The environment of a function that uses this table. */
  public Map<String, String> environment() {
    return environment(running.port());
  }

  private static Map<String, String> environment(int port) {
    return Map.of(
        "TABLE_NAME", TABLE,
        "AWS_REGION", "eu-central-1",
        "AWS_ACCESS_KEY_ID", "local",
        "AWS_SECRET_ACCESS_KEY", "local",
        "AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:" + port);
  }

  private static Running start() {
    try {
      int port = freePort();
      DynamoDBProxyServer server =
          ServerRunner.createServerFromCommandLineArgs(
              new String[] {
                "-port", String.valueOf(port), "-inMemory", "-sharedDb", "-disableTelemetry"
              });
      server.start();
      AwsClients clients = new AwsClients(new Settings(environment(port)));
      Requests seen = new Requests();
      DynamoDbClient client =
          clients
              .configure(DynamoDbClient.builder(), "DYNAMODB")
              .overrideConfiguration(
                  o -> o.retryStrategy(RetryMode.STANDARD).addExecutionInterceptor(seen))
              .build();
      createTable(client);
      return new Running(server, port, clients, client, seen);
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local did not start", e);
    }
  }

  private static void createTable(DynamoDbClient client) {
    client.createTable(
        r ->
            r.tableName(TABLE)
                .attributeDefinitions(text("pk"), text("sk"))
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
                .billingMode(BillingMode.PAY_PER_REQUEST));
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

  /** Its own choice of a port cannot be asked for. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
