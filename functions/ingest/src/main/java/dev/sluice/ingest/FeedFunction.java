package dev.sluice.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.sluice.aws.AwsClients;
import dev.sluice.embedding.Embedder;
import dev.sluice.embedding.Embedders;
import dev.sluice.index.FeedFolder;
import dev.sluice.index.Ingest;
import dev.sluice.index.aws.IndexStores;
import dev.sluice.ingest.aws.S3Files;
import dev.sluice.ingest.feed.FeedFiles;
import dev.sluice.ingest.feed.FeedPull;
import dev.sluice.ingest.feed.FolderFiles;
import dev.sluice.log.EventLog;
import dev.sluice.session.TenantId;
import dev.sluice.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks at the tenants' feeds when the schedule says so. In a bucket, the objects it writes call
 * the ingest function; in folders nothing does, so it brings the index up itself. Called by one
 * thread at a time, as its schedule does.
 */
public final class FeedFunction
    implements RequestHandler<Map<String, Object>, Map<String, List<String>>> {
  /** So much of the function's time is left for the page in hand and for the index. */
  private static final int RESERVE_MILLIS = 70_000;

  private final FeedPull pull;
  private final Indexed indexed;

  /** What is done after each look. */
  @FunctionalInterface
  interface Indexed {
    /** Makes searchable what the look has changed. */
    void bringUp(Set<TenantId> changed) throws IOException;
  }

  /** As Lambda makes it: settings come from the environment. */
  public FeedFunction() {
    this(System.getenv());
  }

  /**
   * With the given settings.
   *
   * @throws dev.sluice.settings.SettingsException naming all that is missing or wrong
   */
  public FeedFunction(Map<String, String> environment) {
    Settings settings = new Settings(environment);
    URI feeds = settings.requiredUri("FEEDS_URI", "s3", "file");
    URI documents = settings.requiredUri("DOCUMENTS_URI", "s3", "file");
    URI index = settings.requiredUri("INDEX_URI", "s3", "file");
    Path work = Path.of(settings.text("WORK_DIR", System.getProperty("java.io.tmpdir")));
    String deadLetters = settings.text("DEAD_LETTERS_URL", "");
    settings.complete(AwsClients.secrets(settings).read());
    Supplier<Embedder> embedder = Embedders.named(settings);
    settings.check();
    EventLog log = new EventLog(System.out);
    pull =
        FeedPull.overHttp(
            files(feeds, "", environment),
            tenant -> files(documents, tenant + "/" + FeedFolder.PREFIX, environment),
            IngestFunction.refusals(deadLetters, settings),
            log);
    indexed =
        documents.getScheme().equals("file")
            ? new LocalIndexing(
                Path.of(documents),
                model ->
                    new Ingest(
                        IndexStores.open(index, environment),
                        model,
                        work.resolve("sluice-feeds"),
                        InstantSource.system(),
                        1),
                embedder,
                log)
            : changed -> {};
  }

  /** With the given parts, for tests. */
  FeedFunction(FeedPull pull, Indexed indexed) {
    this.pull = pull;
    this.indexed = indexed;
  }

  @Override
  public Map<String, List<String>> handleRequest(Map<String, Object> event, Context context) {
    try {
      Set<TenantId> changed = pull.run(() -> context.getRemainingTimeInMillis() < RESERVE_MILLIS);
      indexed.bringUp(changed);
      return Map.of("changed", changed.stream().map(TenantId::value).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the next look tries again
    }
  }

  private static FeedFiles files(URI place, String below, Map<String, String> environment) {
    if (place.getScheme().equals("file")) {
      return new FolderFiles(Path.of(place).resolve(below));
    }
    String prefix = place.getPath().replaceAll("^/+|/+$", "");
    return new S3Files(
        IndexStores.client(environment),
        place.getAuthority(),
        prefix.isEmpty() ? below : prefix + "/" + below);
  }
}
