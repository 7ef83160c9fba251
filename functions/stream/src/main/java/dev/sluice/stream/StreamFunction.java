package dev.sluice.stream;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.sluice.answer.ChainSettings;
import dev.sluice.answer.ModelChain;
import dev.sluice.answer.PromptBudget;
import dev.sluice.answer.PromptBuilder;
import dev.sluice.answer.provider.Providers;
import dev.sluice.aws.AwsClients;
import dev.sluice.aws.ConnectionItems;
import dev.sluice.aws.EmfMetrics;
import dev.sluice.aws.LeaseItems;
import dev.sluice.aws.StreamItems;
import dev.sluice.aws.Table;
import dev.sluice.gateway.Backoff;
import dev.sluice.gateway.Time;
import dev.sluice.log.EventLog;
import dev.sluice.log.Metrics;
import dev.sluice.relay.Assignment;
import dev.sluice.session.StreamId;
import dev.sluice.settings.Renewed;
import dev.sluice.settings.SecretSource;
import dev.sluice.settings.Settings;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;

/**
 * Invoked asynchronously with a stream's id, {@code {"stream_id":"…"}}, and with nothing else:
 * whatever it needs is stored. Invoked twice, the second leaves. Thread-safe.
 */
public final class StreamFunction implements RequestHandler<Map<String, String>, String> {
  private final AnswerStream stream;

  /** As Lambda makes it: settings come from the environment. */
  public StreamFunction() {
    this(System.getenv());
  }

  /**
   * With the given settings.
   *
   * @throws dev.sluice.settings.SettingsException naming all that is missing or wrong
   */
  public StreamFunction(Map<String, String> environment) {
    Settings settings = new Settings(environment);
    EventLog log = new EventLog(System.out);
    Time time = Time.system();
    String tableName = settings.required("TABLE_NAME");
    URI connections = settings.requiredUri("CONNECTIONS_ENDPOINT", "http", "https");
    Duration retention =
        settings.duration(
            "SESSION_RETENTION", Duration.ofDays(30), Duration.ZERO, Duration.ofDays(3_650));
    Metrics metrics = EmfMetrics.of(settings);
    Assignment.Timing timing = timing(settings);
    AwsClients clients = new AwsClients(settings);
    SecretSource source = AwsClients.secrets(settings);
    Map<String, String> secrets = source.read();
    settings.complete(secrets);
    ChainLog chainLog = new ChainLog(log, metrics);
    ModelChain chain = chain(settings, chainLog, time);
    settings.check();
    Renewed<ModelChain> chains =
        new Renewed<>(
            secrets,
            chain,
            new Renewed.Parts<>(
                source,
                found -> rebuilt(environment, found, chainLog, time),
                time::now,
                failure -> log.error("secrets_not_renewed", Map.of(), failure)));
    Table table = new Table(clients.dynamoDb(), tableName, time);
    this.stream =
        new AnswerStream(
            new AnswerStream.Parts(
                new StreamItems(table),
                new LeaseItems(table, retention),
                new ConnectionItems(table),
                clients.frameSender(connections),
                new ChainAnswers(chains, time),
                new TurnRecording(!retention.isZero()),
                timing,
                Backoff.forPosts(new SecureRandom()),
                time,
                log,
                new StreamMetrics(metrics, time)));
  }

  /** The chain with keys that have changed. */
  private static ModelChain rebuilt(
      Map<String, String> environment, Map<String, String> secrets, ChainLog log, Time time) {
    Settings settings = new Settings(environment);
    settings.complete(secrets);
    ModelChain chain = chain(settings, log, time);
    settings.check();
    return chain;
  }

  private static ModelChain chain(Settings settings, ChainLog log, Time time) {
    return new ModelChain(
        ChainSettings.read(settings, Providers.read(settings).models()),
        new PromptBuilder(new SecureRandom(), PromptBudget.USUAL),
        log,
        time::nanos);
  }

  private static Assignment.Timing timing(Settings settings) {
    return new Assignment.Timing(
        settings.duration(
            "FRAME_INTERVAL", Duration.ofMillis(100), Duration.ZERO, Duration.ofSeconds(5)),
        settings.duration(
            "RESUME_GRACE", Duration.ofSeconds(30), Duration.ZERO, Duration.ofMinutes(3)),
        Assignment.Timing.KEEP_ALIVE);
  }

  @Override
  public String handleRequest(Map<String, String> event, Context context) {
    StreamId id =
        StreamId.parse(String.valueOf(event.get("stream_id")))
            .orElseThrow(() -> new IllegalArgumentException("Expected 'stream_id' to be a UUIDv4"));
    try {
      stream.answer(id);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return id.value();
  }
}
