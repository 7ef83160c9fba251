package dev.sluice.ingest.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.document.DocumentReaders;
import dev.sluice.document.RawFile;
import dev.sluice.document.ReadOutcome;
import dev.sluice.gateway.Time;
import dev.sluice.index.IndexFailure;
import dev.sluice.ingest.Refusals;
import dev.sluice.log.EventLog;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Fetches the feeds of all tenants and puts what is new among their documents. {@code
 * <tenant>.json} names a tenant's feeds, {@code <tenant>.state.json} keeps what is known of them. A
 * feed that cannot be read, or has lost more than 30 % of its documents at once, is held back: what
 * was there stays, and the owner is told once. Used by one thread at a time.
 */
public final class FeedPull {
  private static final String FEEDS = ".json";
  static final String STATE = ".state.json";

  /** How often is looked, about. */
  private static final long LOOK_SECONDS = 180;

  private static final double MIN_SHARE = 0.7;
  private static final TypeReference<Map<String, FeedState>> STATES = new TypeReference<>() {};

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final FeedPorts ports;
  private final SitemapPull sitemaps;
  private final DocumentReaders readers = new DocumentReaders();

  /** The tenants' file of feeds. */
  private record Listed(List<Feed> feeds) {}

  /** Fetches by the given ports, for tests. */
  FeedPull(FeedPorts ports) {
    this.ports = ports;
    sitemaps = new SitemapPull(ports);
  }

  /**
   * Fetches over HTTP from public addresses.
   *
   * @param feeds where the tenants' feeds are named
   * @param documents where a tenant's feeds are put
   */
  public static FeedPull overHttp(
      FeedFiles feeds, Function<TenantId, FeedFiles> documents, Refusals refusals, EventLog log) {
    return new FeedPull(
        new FeedPorts(
            feeds, documents, HttpFeeds.files(), HttpFeeds.pages(), refusals, Time.system(), log));
  }

  /**
   * Looks at every feed once; at catalogues first, as sitemaps take what time there is.
   *
   * @param outOfTime asked before each page of a sitemap; whether to leave the rest to the next
   *     look
   * @return the tenants whose documents have changed
   * @throws IOException if the tenants' feeds cannot be listed
   */
  public Set<TenantId> run(BooleanSupplier outOfTime) throws IOException {
    Set<TenantId> changed = new LinkedHashSet<>();
    List<String> files = inTurn(ports.feeds().list());
    for (FeedKind kind : FeedKind.values()) {
      for (String file : files) {
        String name = file.substring(0, file.length() - FEEDS.length());
        try {
          TenantId tenant = new TenantId(name);
          if (pull(tenant, kind, outOfTime)) {
            changed.add(tenant);
          }
        } catch (IOException | IllegalArgumentException e) {
          ports.log().error("feeds_failed", Map.of("file", file), e);
        }
      }
    }
    return changed;
  }

  /** Each look begins with another tenant, so that none waits for the large site of another. */
  private List<String> inTurn(List<String> listed) {
    List<String> files =
        new ArrayList<>(
            listed.stream().filter(file -> file.endsWith(FEEDS) && !file.endsWith(STATE)).toList());
    long look = ports.time().now().getEpochSecond() / LOOK_SECONDS;
    if (!files.isEmpty()) {
      Collections.rotate(files, -(int) (look % files.size()));
    }
    return files;
  }

  private boolean pull(TenantId tenant, FeedKind kind, BooleanSupplier outOfTime)
      throws IOException {
    byte[] json = ports.feeds().read(tenant + FEEDS).orElse(new byte[] {'{', '}'});
    List<Feed> feeds =
        Optional.ofNullable(JSON.readValue(json, Listed.class).feeds()).orElse(List.of());
    Map<String, FeedState> states = states(tenant);
    Map<String, FeedState> next = new TreeMap<>(states);
    next.keySet().retainAll(feeds.stream().map(Feed::name).toList());
    boolean changed = false;
    for (String gone : states.keySet()) {
      if (!next.containsKey(gone)) {
        ports.documents().apply(tenant).delete(gone);
        sitemaps.forget(tenant, gone);
        changed = true;
      }
    }
    for (Feed feed : feeds.stream().filter(f -> f.kind() == kind).toList()) {
      FeedState known = states.getOrDefault(feed.name(), FeedState.NEW);
      SitemapPull.Looked looked =
          switch (kind) {
            case FILE -> look(tenant, feed, known);
            case SITEMAP -> sitemaps.look(tenant, feed, known, outOfTime);
          };
      next.put(feed.name(), looked.state());
      changed |= looked.changed();
      report(tenant, feed, known, looked.state());
    }
    if (!next.equals(states)) {
      ports.feeds().write(tenant + STATE, JSON.writeValueAsBytes(next));
    }
    return changed;
  }

  private Map<String, FeedState> states(TenantId tenant) throws IOException {
    Optional<byte[]> stored = ports.feeds().read(tenant + STATE);
    try {
      return stored.isEmpty() ? Map.of() : JSON.readValue(stored.get(), STATES);
    } catch (JsonProcessingException e) {
      return new LinkedHashMap<>(); // all is fetched anew
    }
  }

  private SitemapPull.Looked look(TenantId tenant, Feed feed, FeedState known) throws IOException {
    FeedState now = fetch(tenant, feed, known);
    return new SitemapPull.Looked(now, !now.digest().equals(known.digest()));
  }

  private FeedState fetch(TenantId tenant, Feed feed, FeedState known) throws IOException {
    return switch (ports.files().fetch(feed.url(), known.validators())) {
      case Fetched.Same same -> known.failed("");
      case Fetched.Failed(String reason, int status) -> known.failed(reason);
      case Fetched.Content(byte[] content, Validators validators) -> {
        String digest = Digests.of(content);
        FeedState fetched =
            new FeedState(
                validators.etag(), validators.lastModified(), digest, known.documents(), "");
        yield digest.equals(known.digest())
            ? fetched
            : accept(tenant, feed, known, new Version(content, fetched));
      }
    };
  }

  /** What was fetched, and what is known of it if it is accepted. */
  private record Version(byte[] content, FeedState state) {}

  private FeedState accept(TenantId tenant, Feed feed, FeedState known, Version version)
      throws IOException {
    int[] count = {0};
    List<String> refused = new ArrayList<>();
    readers.read(
        RawFile.of(feed.name(), version.content()),
        outcome -> {
          switch (outcome) {
            case ReadOutcome.Read read -> count[0]++;
            case ReadOutcome.Rejected(String name, String reason) -> refused.add(reason);
          }
        });
    if (count[0] == 0) {
      return known.failed(
          "Expected documents but the feed has none"
              + (refused.isEmpty() ? "" : ": " + refused.getFirst()));
    }
    if (!feed.allowShrink() && count[0] < known.documents() * MIN_SHARE) {
      return known.failed(
          "Held back: it had %d documents and has %d; allow_shrink lets it through"
              .formatted(known.documents(), count[0]));
    }
    ports.documents().apply(tenant).write(feed.name(), version.content());
    return version.state().of(count[0]);
  }

  /** A problem is told when it arises, not at every look. */
  private void report(TenantId tenant, Feed feed, FeedState known, FeedState now) {
    if (now.problem().isEmpty() || now.problem().equals(known.problem())) {
      return;
    }
    ports
        .log()
        .warn(
            "feed_held_back",
            Map.of("tenant", tenant, "feed", feed.name(), "reason", now.problem()));
    try {
      ports.refusals().tell(tenant, List.of(new IndexFailure(feed.name(), now.problem())));
    } catch (IOException e) {
      ports.log().error("refusals_not_told", Map.of("tenant", tenant, "feed", feed.name()), e);
    }
  }
}
