package dev.sluice.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.sluice.aws.AwsClients;
import dev.sluice.embedding.Embedder;
import dev.sluice.embedding.Embedders;
import dev.sluice.index.IndexProgress;
import dev.sluice.index.Ingest;
import dev.sluice.index.aws.IndexStores;
import dev.sluice.ingest.aws.S3Files;
import dev.sluice.ingest.feed.FeedFiles;
import dev.sluice.ingest.feed.FeedPull;
import dev.sluice.ingest.feed.FolderFiles;
import dev.sluice.ingest.feed.HttpFeeds;
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
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Looks at the tenants' feeds when the schedule says so. In a bucket, the objects it writes call
 * the ingest function; in folders nothing does, so it brings the index up itself. Thread-safe.
 */
public final class FeedFunction
    implements RequestHandler<Map<String, Object>, Map<String, List<String>>> {
  private static final String FOLDER = "feeds/";

  private final FeedPull pull;
  private final Indexed indexed;

  /** What is done for tenants whose feeds have changed. */
  @FunctionalInterface
  interface Indexed {
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
    settings.check();
    EventLog log = new EventLog(System.out);
    pull =
        new FeedPull(
            files(feeds, "", settings),
            tenant -> files(documents, tenant + "/" + FOLDER, settings),
            new HttpFeeds(),
            IngestFunction.refusals(deadLetters, settings),
            log);
    indexed =
        documents.getScheme().equals("file")
            ? changed -> bringUp(changed, environment, index, documents, work)
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
      Set<TenantId> changed = pull.run();
      if (!changed.isEmpty()) {
        indexed.bringUp(changed);
      }
      return Map.of("changed", changed.stream().map(TenantId::value).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the next look tries again
    }
  }

  private static FeedFiles files(URI place, String below, Settings settings) {
    if (place.getScheme().equals("file")) {
      return new FolderFiles(Path.of(place).resolve(below));
    }
    String prefix = place.getPath().replaceAll("^/+|/+$", "");
    S3Client s3 = new AwsClients(settings).configure(S3Client.builder(), "S3").build();
    return new S3Files(s3, place.getAuthority(), prefix.isEmpty() ? below : prefix + "/" + below);
  }

  private static void bringUp(
      Set<TenantId> changed, Map<String, String> environment, URI index, URI documents, Path work)
      throws IOException {
    try (Embedder embedder = Embedders.of(environment)) {
      Ingest ingest =
          new Ingest(
              IndexStores.open(index, environment),
              embedder,
              work.resolve("sluice-feeds"),
              InstantSource.system(),
              1);
      for (TenantId tenant : changed) {
        ingest.run(
            tenant, IndexStores.documents(documents, tenant, environment), IndexProgress.NONE);
      }
    }
  }
}
