package dev.sluice.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.aws.AwsClients;
import dev.sluice.aws.KeyItems;
import dev.sluice.aws.Table;
import dev.sluice.gateway.Time;
import dev.sluice.modelserver.Script;
import dev.sluice.modelserver.ScriptedModelServer;
import dev.sluice.session.ApiKey;
import dev.sluice.session.KeyHash;
import dev.sluice.session.Limits;
import dev.sluice.session.Permission;
import dev.sluice.session.Principal;
import dev.sluice.session.Subject;
import dev.sluice.session.TenantId;
import dev.sluice.settings.Settings;
import dev.sluice.standin.Stack;
import dev.sluice.standin.StackOptions;
import dev.sluice.standin.access.Denial;
import dev.sluice.standin.lambda.AsyncTiming;
import dev.sluice.standin.template.StackIdentity;
import dev.sluice.standin.template.TemplateLoader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Sluice with everything behind the services' own protocols, S3 too, whose permissions can be
 * exchanged while it runs. Waiting ends at the first denial.
 */
final class PermittedSluice implements AutoCloseable {
  /** A wait ended because something was denied. */
  static final class DeniedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeniedException(Denial denial) {
      super(denial.message());
    }
  }

  private static final String NAME = "permitted";
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AtomicInteger numbers = new AtomicInteger();
  private final ScriptedModelServer model = ScriptedModelServer.start();
  private final ObjectNode template;
  private final Path folder;
  private final Stack stack;
  private final AwsClients clients;
  private final DynamoDbClient dynamoDb;
  private final S3Client s3;
  private final KeyItems keys;

  /** Starts with a template; batches of documents are not waited for. */
  PermittedSluice(ObjectNode template, Path folder) throws Exception {
    this.template = template;
    this.folder = folder;
    ObjectNode quick = template.deepCopy();
    quick
        .withObject("/Resources/IngestFunction/Properties/Events/Documents/Properties")
        .put("MaximumBatchingWindowInSeconds", 0);
    stack =
        Stack.start(
            StackOptions.of(
                    Files.writeString(folder.resolve("template.json"), quick.toString()),
                    Clock.systemUTC())
                .stackName(NAME)
                .asyncTiming(new AsyncTiming(SOON, SOON, SOON))
                .overrides(
                    Map.of(
                        "CONNECTS_PER_MINUTE", "100000",
                        "FRAME_INTERVAL", "0",
                        "DEEPSEEK_API_KEY", "test",
                        "DEEPSEEK_BASE_URL", model.url().toString()))
                .build());
    clients = new AwsClients(new Settings(stack.clientEnvironment()));
    dynamoDb = clients.dynamoDb();
    s3 = clients.configure(S3Client.builder().forcePathStyle(true), "S3").build();
    keys = new KeyItems(new Table(dynamoDb, stack.tableName("Table"), Time.system()));
  }

  Stack stack() {
    return stack;
  }

  /** Puts the permissions of another template in force. */
  void permit(ObjectNode other) {
    stack
        .permissions()
        .use(
            new TemplateLoader(StackIdentity.local(NAME), Map.of())
                .load(other.toString(), folder)
                .permissions());
  }

  /** Puts its own permissions in force again, once nothing is under way any more. */
  void permitAll() {
    permit(template);
    Awaitility.await().until(() -> stack.pendingInvocations() == 0);
    stack.permissions().forget();
  }

  /** A name that no other has. */
  String fresh(String prefix) {
    return prefix + numbers.incrementAndGet();
  }

  /** A key for a tenant, which may do everything; its subject is called as the key. */
  String keyOf(String tenant) {
    String key = UUID.randomUUID().toString();
    Principal principal =
        new Principal(
            new TenantId(tenant),
            new Subject(key),
            EnumSet.allOf(Permission.class),
            false,
            new Limits(1_000_000, 1_000_000),
            Optional.empty());
    keys.put(new ApiKey(KeyHash.of(key), "test", principal, List.of(), false, Instant.now()));
    return key;
  }

  /** A client, which is refused if something is denied. */
  PlainClient connect(String key) throws Exception {
    try {
      return PlainClient.connect(URI.create("ws://localhost:" + stack.port() + "/?token=" + key));
    } catch (Exception e) {
      check();
      throw e;
    }
  }

  /** The model's answer to the next question. */
  void willAnswer(String text) {
    model.enqueue(Script.answer(text));
  }

  void put(String key, String content) {
    s3.putObject(put -> put.bucket(bucket()).key(key), RequestBody.fromString(content));
  }

  boolean has(String key) {
    try {
      s3.headObject(head -> head.bucket(bucket()).key(key));
      return true;
    } catch (NoSuchKeyException e) {
      return false;
    }
  }

  String bucket() {
    return stack.model().buckets().get("Bucket").name();
  }

  S3Client s3Of(Map<String, String> environment) {
    return new AwsClients(new Settings(environment))
        .configure(S3Client.builder().forcePathStyle(true), "S3")
        .build();
  }

  /** How many items have a key with the prefix and an attribute with the value. */
  int items(String prefix, String attribute, String value) {
    return dynamoDb
        .scan(
            scan ->
                scan.tableName(stack.tableName("Table"))
                    .consistentRead(true)
                    .filterExpression("begins_with(pk, :p) AND #a = :v")
                    .expressionAttributeNames(Map.of("#a", attribute))
                    .expressionAttributeValues(
                        Map.of(
                            ":p", AttributeValue.fromS(prefix), ":v", AttributeValue.fromS(value))))
        .count();
  }

  /** Waits for something, or for the first denial. */
  void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> !stack.permissions().denials().isEmpty() || condition.call());
    check();
  }

  /** Waits until nothing is under way. */
  void settle() {
    await("the end of all invocations", () -> stack.pendingInvocations() == 0);
  }

  /**
   * @throws DeniedException when something has been denied
   */
  void check() {
    List<Denial> denials = stack.permissions().denials();
    if (!denials.isEmpty()) {
      throw new DeniedException(denials.getFirst());
    }
  }

  @Override
  public void close() {
    stack.close();
    clients.close();
    model.close();
  }
}
