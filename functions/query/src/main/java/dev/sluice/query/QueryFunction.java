package dev.sluice.query;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import dev.sluice.aws.AwsClients;
import dev.sluice.aws.ConnectionItems;
import dev.sluice.aws.CounterItems;
import dev.sluice.aws.EmfMetrics;
import dev.sluice.aws.KeyItems;
import dev.sluice.aws.StreamItems;
import dev.sluice.aws.Table;
import dev.sluice.aws.TurnItems;
import dev.sluice.embedding.Embedder;
import dev.sluice.embedding.Embedders;
import dev.sluice.gateway.Backoff;
import dev.sluice.gateway.FrameSender;
import dev.sluice.gateway.Time;
import dev.sluice.index.aws.IndexStores;
import dev.sluice.log.EventLog;
import dev.sluice.log.Metrics;
import dev.sluice.query.aws.LambdaStreamStarter;
import dev.sluice.search.HybridRetriever;
import dev.sluice.search.Retriever;
import dev.sluice.search.SnapshotCache;
import dev.sluice.session.Ask;
import dev.sluice.session.ConnectionStore;
import dev.sluice.session.StreamStore;
import dev.sluice.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * All routes on which clients send messages. What a message asks for is in its body, so the route
 * only decides which limits the gateway applies. Thread-safe.
 */
public final class QueryFunction
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private final Dispatch dispatch;

  /** As Lambda makes it: settings come from the environment. */
  public QueryFunction() {
    this(System.getenv());
  }

  /**
   * With the given settings.
   *
   * @throws dev.sluice.settings.SettingsException naming all that is missing or wrong
   */
  public QueryFunction(Map<String, String> environment) {
    this(new Settings(environment), environment);
  }

  private QueryFunction(Settings settings, Map<String, String> environment) {
    String tableName = settings.required("TABLE_NAME");
    String streamFunction = settings.required("STREAM_FUNCTION");
    URI connections = settings.requiredUri("CONNECTIONS_ENDPOINT", "http", "https");
    URI index = settings.requiredUri("INDEX_URI", "s3", "file");
    AwsClients clients = new AwsClients(settings);
    settings.complete(AwsClients.secrets(settings).read());
    Supplier<Embedder> embedder = Embedders.named(settings);
    Duration retention =
        settings.duration(
            "SESSION_RETENTION", Duration.ofDays(30), Duration.ZERO, Duration.ofDays(3_650));
    settings.check();
    Time time = Time.system();
    Table table = new Table(clients.dynamoDb(), tableName, time);
    Retriever retriever =
        new HybridRetriever(
            new SnapshotCache(
                IndexStores.open(index, environment),
                Path.of(System.getProperty("java.io.tmpdir"), "sluice-snapshots"),
                time::now),
            new LoggedEmbedder(embedder.get(), new EventLog(System.out)));
    LambdaClient lambda = clients.configure(LambdaClient.builder(), "LAMBDA").build();
    this.dispatch =
        dispatch(
            new Outside(
                table,
                new StreamItems(table, Ask.lifetime(retention)),
                retriever,
                clients.frameSender(connections),
                new LambdaStreamStarter(lambda, streamFunction),
                EmfMetrics.of(settings)),
            time);
  }

  /** What lies outside of this process. */
  private record Outside(
      Table table,
      StreamStore streams,
      Retriever retriever,
      FrameSender frames,
      StreamStarter starter,
      Metrics metrics) {}

  private static Dispatch dispatch(Outside outside, Time time) {
    Table table = outside.table();
    EventLog log = new EventLog(System.out);
    Executor executor = Executors.newVirtualThreadPerTaskExecutor();
    ConnectionStore connections = new ConnectionItems(table);
    StreamStore streams = outside.streams();
    Delivery delivery = new Delivery(outside.frames(), Backoff.forPosts(new SecureRandom()), time);
    Claims claims = new Claims(connections, streams, time);
    ResumeStream resume = new ResumeStream(streams, delivery, outside.starter(), time);
    AskQuestion ask =
        new AskQuestion(
            new AskQuestion.Parts(
                streams,
                new Standing(new KeyItems(table), time),
                new Memory(new TurnItems(table)),
                new Passages(outside.retriever()),
                new Quota(new CounterItems(table)),
                claims,
                delivery,
                resume,
                outside.starter(),
                executor,
                time,
                log,
                outside.metrics()));
    return new Dispatch(
        connections,
        delivery,
        new InTurn(connections, claims, delivery, time),
        new Dispatch.Actions(
            ask,
            resume,
            new CancelStream(streams, delivery, time),
            new RateAnswer(streams, delivery)),
        log);
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    dispatch.handle(Message.of(event));
    APIGatewayV2WebSocketResponse response = new APIGatewayV2WebSocketResponse();
    response.setStatusCode(200);
    return response;
  }
}
