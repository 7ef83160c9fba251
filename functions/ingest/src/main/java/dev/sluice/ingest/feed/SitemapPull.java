package dev.sluice.ingest.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.index.IndexFailure;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Makes the pages of a sitemap documents. What cannot be fetched in one look is fetched in the
 * next. Only when every page has been looked at are those taken out that are not listed any more,
 * or that the server does not know any more; if that were more than 30 % of the documents, all
 * stay. Used by one thread at a time.
 */
final class SitemapPull {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double MIN_SHARE = 0.7;

  /** Rather slower than a visitor with some patience: no server minds. */
  static final Duration PAUSE = Duration.ofMillis(250);

  private final FeedPorts ports;

  SitemapPull(FeedPorts ports) {
    this.ports = ports;
  }

  /**
   * What came of a look.
   *
   * @param changed whether the tenant's documents have changed
   */
  record Looked(FeedState state, boolean changed) {}

  /**
   * Looks at the sitemap once.
   *
   * @param outOfTime asked before each page; whether to leave the rest to the next look
   */
  Looked look(TenantId tenant, Feed feed, FeedState known, BooleanSupplier outOfTime)
      throws IOException {
    SitemapState before = read(tenant, feed.name());
    SitemapListing.Listed listed;
    try {
      listed = SitemapListing.fetch(feed.url(), ports.files(), before.files());
    } catch (IOException e) {
      return new Looked(known.failed(String.valueOf(e.getMessage())), false);
    }
    FeedFiles documents = ports.documents().apply(tenant);
    PageRound round = new PageRound(ports, feed, documents, before.pages());
    boolean whole = round.run(listed.pages(), outOfTime);
    FeedState now = known;
    if (whole) {
      int kept = round.remaining(listed.pages().keySet());
      if (!feed.allowShrink() && kept < known.documents() * MIN_SHARE) {
        now =
            known.failed(
                "Held back: it had %d pages and has %d; allow_shrink lets it through"
                    .formatted(known.documents(), kept));
      } else {
        round.takeOut(listed.pages().keySet());
        now = new FeedState("", "", "", kept, "");
      }
    }
    SitemapState after = new SitemapState(listed.files(), round.pages());
    if (!after.equals(before)) {
      ports.feeds().write(file(tenant, feed.name()), JSON.writeValueAsBytes(after));
    }
    tell(tenant, feed, round.refused());
    return new Looked(now, round.changed());
  }

  /** Takes out all pages of a sitemap that is not named any more, if there was one of that name. */
  void forget(TenantId tenant, String feed) throws IOException {
    SitemapState known = read(tenant, feed);
    for (Map.Entry<String, SitemapState.Page> page : known.pages().entrySet()) {
      if (page.getValue().kept()) {
        ports.documents().apply(tenant).delete(PageFile.name(feed, page.getKey()));
      }
    }
    if (!known.equals(SitemapState.NEW)) {
      ports.feeds().write(file(tenant, feed), JSON.writeValueAsBytes(SitemapState.NEW));
    }
  }

  private SitemapState read(TenantId tenant, String feed) throws IOException {
    Optional<byte[]> stored = ports.feeds().read(file(tenant, feed));
    try {
      return stored.isEmpty() ? SitemapState.NEW : JSON.readValue(stored.get(), SitemapState.class);
    } catch (JsonProcessingException e) {
      return SitemapState.NEW; // all is fetched anew
    }
  }

  private static String file(TenantId tenant, String feed) {
    return tenant + "." + feed + FeedPull.STATE;
  }

  private void tell(TenantId tenant, Feed feed, List<IndexFailure> refused) {
    if (refused.isEmpty()) {
      return;
    }
    ports
        .log()
        .warn(
            "pages_refused",
            Map.of("tenant", tenant, "feed", feed.name(), "count", refused.size()));
    try {
      ports.refusals().tell(tenant, refused);
    } catch (IOException e) {
      ports.log().error("refusals_not_told", Map.of("tenant", tenant, "feed", feed.name()), e);
    }
  }
}
