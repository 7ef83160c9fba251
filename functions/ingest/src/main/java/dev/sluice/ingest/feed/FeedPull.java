package dev.sluice.ingest.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.document.DocumentReaders;
import dev.sluice.document.RawFile;
import dev.sluice.document.ReadOutcome;
import dev.sluice.index.IndexFailure;
import dev.sluice.ingest.Refusals;
import dev.sluice.log.EventLog;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Fetches the feeds of all tenants and puts what is new among their documents. {@code
 * <tenant>.json} names a tenant's feeds, {@code <tenant>.state.json} keeps what is known of them. A
 * feed that cannot be read, or has lost more than 30 % of its documents at once, is held back: what
 * was there stays, and the owner is told once. Used by one thread at a time.
 */
public final class FeedPull {
  private static final String FEEDS = ".json";
  private static final String STATE = ".state.json";
  private static final double MIN_SHARE = 0.7;
  private static final TypeReference<Map<String, FeedState>> STATES = new TypeReference<>() {};

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final FeedFiles feeds;
  private final Function<TenantId, FeedFiles> documents;
  private final FeedFetcher fetcher;
  private final Refusals refusals;
  private final EventLog log;
  private final DocumentReaders readers = new DocumentReaders();

  /** The tenants' file of feeds. */
  private record Listed(List<Feed> feeds) {}

  /**
   * @param feeds where the tenants' feeds are named
   * @param documents where a tenant's feeds are put
   */
  public FeedPull(
      FeedFiles feeds,
      Function<TenantId, FeedFiles> documents,
      FeedFetcher fetcher,
      Refusals refusals,
      EventLog log) {
    this.feeds = feeds;
    this.documents = documents;
    this.fetcher = fetcher;
    this.refusals = refusals;
    this.log = log;
  }

  /**
   * Looks at every feed once.
   *
   * @return the tenants whose documents have changed
   * @throws IOException if the tenants' feeds cannot be listed
   */
  public Set<TenantId> run() throws IOException {
    Set<TenantId> changed = new LinkedHashSet<>();
    for (String file : feeds.list()) {
      if (file.endsWith(FEEDS) && !file.endsWith(STATE)) {
        String name = file.substring(0, file.length() - FEEDS.length());
        try {
          TenantId tenant = new TenantId(name);
          if (pull(tenant, file)) {
            changed.add(tenant);
          }
        } catch (IOException | IllegalArgumentException e) {
          log.error("feeds_failed", Map.of("file", file), e);
        }
      }
    }
    return changed;
  }

  private boolean pull(TenantId tenant, String file) throws IOException {
    Listed listed = JSON.readValue(feeds.read(file).orElse(new byte[] {'{', '}'}), Listed.class);
    Map<String, FeedState> states = states(tenant);
    Map<String, FeedState> next = new TreeMap<>();
    boolean changed = false;
    for (Feed feed : Optional.ofNullable(listed.feeds()).orElse(List.of())) {
      FeedState known = states.getOrDefault(feed.name(), FeedState.NEW);
      FeedState now = look(tenant, feed, known);
      next.put(feed.name(), now);
      changed |= !now.digest().equals(known.digest());
      report(tenant, feed, known, now);
    }
    if (!next.equals(states)) {
      feeds.write(tenant + STATE, JSON.writeValueAsBytes(next));
    }
    return changed;
  }

  private Map<String, FeedState> states(TenantId tenant) throws IOException {
    Optional<byte[]> stored = feeds.read(tenant + STATE);
    try {
      return stored.isEmpty() ? Map.of() : JSON.readValue(stored.get(), STATES);
    } catch (JsonProcessingException e) {
      return new LinkedHashMap<>(); // all is fetched anew
    }
  }

  private FeedState look(TenantId tenant, Feed feed, FeedState known) throws IOException {
    return switch (fetcher.fetch(feed, known)) {
      case Fetched.Same same -> known.failed("");
      case Fetched.Failed(String reason) -> known.failed(reason);
      case Fetched.Content(byte[] content, String etag, String lastModified) -> {
        String digest = digest(content);
        int count = count(feed, content);
        if (digest.equals(known.digest())) {
          yield new FeedState(etag, lastModified, digest, known.documents(), "");
        }
        if (count == 0) {
          yield known.failed("Expected documents but the feed has none");
        }
        if (!feed.allowShrink() && count < known.documents() * MIN_SHARE) {
          yield known.failed(
              "Held back: it had %d documents and has %d; allow_shrink lets it through"
                  .formatted(known.documents(), count));
        }
        documents.apply(tenant).write(feed.name(), content);
        yield new FeedState(etag, lastModified, digest, count, "");
      }
    };
  }

  private int count(Feed feed, byte[] content) {
    int[] count = {0};
    readers.read(
        RawFile.of(feed.name(), content),
        outcome -> count[0] += outcome instanceof ReadOutcome.Read ? 1 : 0);
    return count[0];
  }

  /** A problem is told when it arises, not at every look. */
  private void report(TenantId tenant, Feed feed, FeedState known, FeedState now) {
    if (now.problem().isEmpty() || now.problem().equals(known.problem())) {
      return;
    }
    log.warn(
        "feed_held_back", Map.of("tenant", tenant, "feed", feed.name(), "reason", now.problem()));
    try {
      refusals.tell(tenant, List.of(new IndexFailure(feed.name(), now.problem())));
    } catch (IOException e) {
      log.error("refusals_not_told", Map.of("tenant", tenant, "feed", feed.name()), e);
    }
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
