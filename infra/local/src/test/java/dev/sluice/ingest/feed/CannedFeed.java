package dev.sluice.ingest.feed;

import dev.sluice.gateway.Time;
import dev.sluice.log.EventLog;
import dev.sluice.session.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Feeds that all have the same content, for tests on machines where no public address is. */
public final class CannedFeed {
  private CannedFeed() {}

  /** Takes over what the feeds named there are said to contain. */
  public static FeedPull of(
      String content, FeedFiles feeds, Function<TenantId, FeedFiles> documents) {
    FeedFetcher fetcher =
        (url, known) ->
            new Fetched.Content(content.getBytes(StandardCharsets.UTF_8), Validators.NONE);
    return new FeedPull(
        new FeedPorts(
            feeds,
            documents,
            fetcher,
            fetcher,
            (tenant, refused) -> {},
            Time.system(),
            new EventLog(new PrintStream(new ByteArrayOutputStream()))));
  }
}
