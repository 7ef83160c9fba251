package dev.sluice.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aws.AwsClients;
import dev.sluice.aws.ConnectionItems;
import dev.sluice.aws.CounterItems;
import dev.sluice.aws.KeyItems;
import dev.sluice.aws.LeaseItems;
import dev.sluice.aws.StreamItems;
import dev.sluice.aws.Table;
import dev.sluice.aws.TurnItems;
import dev.sluice.embedding.MiniLmEmbedder;
import dev.sluice.gateway.FakeTime;
import dev.sluice.index.IndexFailure;
import dev.sluice.index.IndexProgress;
import dev.sluice.index.IndexStore;
import dev.sluice.index.Ingest;
import dev.sluice.index.aws.IndexStores;
import dev.sluice.ingest.aws.SqsRefusals;
import dev.sluice.session.ApiKey;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Counters;
import dev.sluice.session.KeyHash;
import dev.sluice.session.Lease;
import dev.sluice.session.LeaseStore.Finished;
import dev.sluice.session.LeaseStore.Mark;
import dev.sluice.session.LeaseStore.Renewed;
import dev.sluice.session.LeaseStore.Taken;
import dev.sluice.session.Samples;
import dev.sluice.session.StreamId;
import dev.sluice.session.StreamStore.Created;
import dev.sluice.session.TenantId;
import dev.sluice.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** What Sluice asks of AWS's services; the same against whatever stands in for them. */
abstract class AwsSuite {
  private static final String OWNER = "owner";

  private final FakeTime time = new FakeTime();
  private final StreamId id = StreamId.random();

  abstract Services services();

  private Table table() {
    return new Table(services().dynamoDb(), services().table(), time);
  }

  // ------------------------------------------------------------------ DynamoDB

  @Test
  void the_table_deletes_what_has_expired() {
    try (DynamoDbClient dynamoDb = services().dynamoDb()) {
      TimeToLiveDescription ttl =
          dynamoDb
              .describeTimeToLive(request -> request.tableName(services().table()))
              .timeToLiveDescription();
      assertThat(ttl.attributeName()).isEqualTo("expires_at");
      assertThat(ttl.timeToLiveStatus()).isIn(TimeToLiveStatus.ENABLED, TimeToLiveStatus.ENABLING);
    }
  }

  @Test
  void connections_and_keys_come_back_as_they_were() {
    ConnectionId connection = new ConnectionId(StreamId.random().value());
    ConnectionItems connections = new ConnectionItems(table());
    connections.put(Samples.connection(connection, time.now()));
    assertThat(connections.get(connection)).contains(Samples.connection(connection, time.now()));
    connections.delete(connection);
    assertThat(connections.get(connection)).isEmpty();

    KeyItems keys = new KeyItems(table());
    String hash = KeyHash.of(StreamId.random().value());
    ApiKey key =
        new ApiKey(
            hash, "page", Samples.principal(), List.of("https://shop.example"), false, time.now());
    keys.put(key);
    assertThat(keys.find(hash)).contains(key);
  }

  @Test
  void a_question_is_stored_once_and_counted_each_time() {
    StreamItems streams = new StreamItems(table());
    assertThat(streams.create(Samples.ask(id), Samples.run(id))).isEqualTo(new Created.New());
    assertThat(streams.create(Samples.ask(id), Samples.run(id)))
        .as("the item that stands in the way is told")
        .isEqualTo(new Created.Known(Samples.run(id)));
    CounterItems counters = new CounterItems(table());
    for (int i = 1; i <= 3; i++) {
      assertThat(counters.count(id.value(), Counters.Windows.MINUTE_AND_DAY, time.now()).all())
          .isEqualTo(i);
    }
  }

  @Test
  void a_lease_has_one_owner_and_an_end_is_recorded_with_its_turn_or_not_at_all() {
    new StreamItems(table()).create(Samples.ask(id), Samples.run(id));
    LeaseItems leases = new LeaseItems(table(), Duration.ofDays(30));
    assertThat(leases.take(id, OWNER, time.now())).isInstanceOf(Taken.Yes.class);
    assertThat(leases.take(id, "other", time.now())).isInstanceOf(Taken.Held.class);
    time.advance(Lease.DURATION.plus(Lease.CLOCK_SKEW).plusMillis(1));
    assertThat(leases.take(id, "other", time.now())).isInstanceOf(Taken.Yes.class);

    Finished finished = new Finished("all", Samples.DONE, Optional.of(Samples.turn(id, "all")));
    assertThat(leases.finish(new Mark(id, OWNER, 1, 1), finished, 0))
        .as("the first owner's fence is too low")
        .isInstanceOf(Renewed.Lost.class);
    TurnItems turns = new TurnItems(table());
    assertThat(turns.latest(Samples.ask(id).turnKey().session(), 20))
        .noneMatch(turn -> turn.stream().equals(id));
    assertThat(leases.finish(new Mark(id, "other", 2, 1), finished, 0))
        .isInstanceOf(Renewed.Written.class);
    assertThat(turns.latest(Samples.ask(id).turnKey().session(), 20))
        .anyMatch(turn -> turn.stream().equals(id));
  }

  // ------------------------------------------------------------------ S3

  @Test
  void an_object_is_replaced_only_by_who_knows_it() {
    try (S3Client s3 = services().s3()) {
      String key = "tags/" + id;
      String first = put(s3, key, "one", Map.of("none", "*"));
      assertThatThrownBy(() -> put(s3, key, "two", Map.of("none", "*"))).satisfies(this::is412);
      String second = put(s3, key, "two", Map.of("match", first));
      assertThatThrownBy(() -> put(s3, key, "three", Map.of("match", first)))
          .satisfies(this::is412);
      assertThat(
              s3.getObjectAsBytes(get -> get.bucket(services().bucket()).key(key)).asUtf8String())
          .isEqualTo("two");
      assertThat(second).isNotEqualTo(first);
    }
  }

  private String put(S3Client s3, String key, String text, Map<String, String> condition) {
    return s3.putObject(
            put ->
                put.bucket(services().bucket())
                    .key(key)
                    .ifNoneMatch(condition.get("none"))
                    .ifMatch(condition.get("match")),
            RequestBody.fromString(text))
        .eTag();
  }

  private void is412(Throwable thrown) {
    assertThat(((S3Exception) thrown).statusCode()).isEqualTo(412);
  }

  @Test
  void two_that_publish_at_once_leave_one_whole_snapshot(@TempDir Path work) throws Exception {
    TenantId tenant = new TenantId("t" + id);
    URI documents = URI.create("s3://" + services().bucket() + "/documents");
    URI index = URI.create("s3://" + services().bucket() + "/index");
    try (S3Client s3 = services().s3();
        MiniLmEmbedder embedder = new MiniLmEmbedder();
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (String name : List.of("returns.md", "shipping.md")) {
        s3.putObject(
            put -> put.bucket(services().bucket()).key("documents/" + tenant + "/" + name),
            RequestBody.fromString("# " + name + "\n\nThirty days, and no questions asked."));
      }
      IndexStore store = IndexStores.open(index, services().environment());
      Callable<Object> run =
          () ->
              new Ingest(
                      store,
                      embedder,
                      work.resolve(StreamId.random().value()),
                      Clock.systemUTC(),
                      1)
                  .run(
                      tenant,
                      IndexStores.documents(documents, tenant, services().environment()),
                      IndexProgress.NONE);
      for (Future<Object> each : threads.invokeAll(List.of(run, run))) {
        each.get();
      }
      assertThat(store.current(tenant).orElseThrow().manifest().documents()).isEqualTo(2);
      assertThat(store.tenants()).contains(tenant);
    }
  }

  // ------------------------------------------------------------------ SQS, SSM

  @Test
  void refused_documents_are_told_by_name() throws Exception {
    TenantId tenant = new TenantId("t" + id);
    try (SqsClient sqs = services().sqs()) {
      new SqsRefusals(sqs, services().queueUrl())
          .tell(tenant, List.of(new IndexFailure("bad.pdf", "it is encrypted")));
      List<Message> messages =
          sqs.receiveMessage(receive -> receive.queueUrl(services().queueUrl()).waitTimeSeconds(5))
              .messages();
      assertThat(messages)
          .singleElement()
          .satisfies(message -> assertThat(message.body()).contains("bad.pdf", "encrypted"));
      sqs.deleteMessage(
          delete ->
              delete
                  .queueUrl(services().queueUrl())
                  .receiptHandle(messages.getFirst().receiptHandle()));
    }
  }

  @Test
  void secrets_are_read_decrypted() {
    Map<String, String> environment = new HashMap<>(services().environment());
    environment.put("SECRETS_PATH", services().secrets());
    assertThat(AwsClients.secrets(new Settings(environment)).read())
        .isEqualTo(Map.of("DEEPSEEK_API_KEY", Services.SECRET));
  }
}
