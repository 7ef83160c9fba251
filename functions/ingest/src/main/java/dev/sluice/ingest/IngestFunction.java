package dev.sluice.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.sluice.aws.AwsClients;
import dev.sluice.embedding.Embedder;
import dev.sluice.embedding.Embedders;
import dev.sluice.index.Ingest;
import dev.sluice.index.aws.IndexStores;
import dev.sluice.ingest.aws.SqsRefusals;
import dev.sluice.log.EventLog;
import dev.sluice.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Takes batches of object events from the queue and brings the index of each tenant they tell of up
 * to its documents. Messages of tenants that could not be finished are given back to the queue (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">partial batch
 * responses</a>). Thread-safe.
 */
public final class IngestFunction implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final DocumentChanges changes;

  /** As Lambda makes it: settings come from the environment. */
  public IngestFunction() {
    this(System.getenv());
  }

  /**
   * With the given settings.
   *
   * @throws dev.sluice.settings.SettingsException naming all that is missing or wrong
   */
  public IngestFunction(Map<String, String> environment) {
    Settings settings = new Settings(environment);
    URI nowhere = URI.create("file:///nowhere");
    settings.required("INDEX_URI");
    settings.required("DOCUMENTS_URI");
    URI index = settings.uri("INDEX_URI", "s3", "file").orElse(nowhere);
    URI documents = settings.uri("DOCUMENTS_URI", "s3", "file").orElse(nowhere);
    int cores = Runtime.getRuntime().availableProcessors();
    int threads = settings.integer("EMBED_THREADS", cores, 1, 64);
    Path work = Path.of(settings.text("WORK_DIR", System.getProperty("java.io.tmpdir")));
    String deadLetters = settings.text("DEAD_LETTERS_URL", "");
    settings.complete(AwsClients.secrets(settings).read());
    Supplier<Embedder> embedder = Embedders.named(settings);
    settings.check();
    Ingest ingest =
        new Ingest(
            IndexStores.open(index, environment),
            embedder.get(),
            work.resolve("sluice-ingest"),
            InstantSource.system(),
            threads);
    changes =
        new DocumentChanges(
            documents,
            ingest,
            tenant -> IndexStores.documents(documents, tenant, environment),
            refusals(deadLetters, settings),
            new EventLog(System.out));
  }

  /** Without a queue they are only logged. */
  static Refusals refusals(String deadLetters, Settings settings) {
    if (deadLetters.isEmpty()) {
      return (tenant, refused) -> {};
    }
    AwsClients clients = new AwsClients(settings);
    return new SqsRefusals(clients.configure(SqsClient.builder(), "SQS").build(), deadLetters);
  }

  /** With the given parts, for tests. */
  IngestFunction(DocumentChanges changes) {
    this.changes = changes;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return new SQSBatchResponse(
        changes.handle(event, context::getRemainingTimeInMillis).stream()
            .map(SQSBatchResponse.BatchItemFailure::new)
            .toList());
  }
}
