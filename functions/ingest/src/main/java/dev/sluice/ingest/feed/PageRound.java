package dev.sluice.ingest.feed;

import dev.sluice.index.IndexFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * One look at the pages of a sitemap: those that are new, that are said to have changed, or, where
 * nothing is said, that were looked at long ago, are asked for, one after the other with a pause
 * between. Used once, by one thread.
 */
final class PageRound {
  /** Where the sitemap does not say when a page was modified, the page is asked once a day. */
  private static final Duration RECHECK = Duration.ofDays(1);

  /** What could not be had is tried again after this. */
  private static final Duration RETRY = Duration.ofHours(1);

  private static final int MAX_TOLD = 20;
  private static final Set<Integer> GONE = Set.of(404, 410);

  /** By these a server asks for a pause: nothing more of it is fetched until the next look. */
  private static final Set<Integer> BUSY = Set.of(429, 503);

  private final FeedPorts ports;
  private final Feed feed;
  private final FeedFiles documents;
  private final Map<String, SitemapState.Page> pages; // what is known, by address
  private final List<IndexFailure> refused = new ArrayList<>();
  private final long now; // in seconds since 1970
  private boolean changed; // whether a document was written or deleted
  private boolean asked; // whether a page was asked for in this round

  PageRound(FeedPorts ports, Feed feed, FeedFiles documents, Map<String, SitemapState.Page> known) {
    this.ports = ports;
    this.feed = feed;
    this.documents = documents;
    pages = new LinkedHashMap<>(known);
    now = ports.time().now().getEpochSecond();
  }

  /** Whether all the pages that had to be looked at have been. */
  boolean run(Map<String, String> listed, BooleanSupplier outOfTime) throws IOException {
    for (Map.Entry<String, String> page : listed.entrySet()) {
      if (isDue(page.getKey(), page.getValue())) {
        if (outOfTime.getAsBoolean() || !look(page.getKey(), page.getValue())) {
          return false;
        }
      }
    }
    return true;
  }

  /** How many documents there are without those that are not listed, or gone. */
  int remaining(Set<String> listed) {
    return (int)
        listed.stream().map(this::known).filter(page -> page.kept() && !page.gone()).count();
  }

  /** Takes out the documents of pages that are not listed, or gone. */
  void takeOut(Set<String> listed) throws IOException {
    for (String address : List.copyOf(pages.keySet())) {
      SitemapState.Page page = known(address);
      boolean unlisted = !listed.contains(address);
      if (page.kept() && (unlisted || page.gone())) {
        documents.delete(PageFile.name(feed.name(), address));
        changed = true;
        pages.put(address, page.out());
      }
      if (unlisted) {
        pages.remove(address);
      }
    }
  }

  Map<String, SitemapState.Page> pages() {
    return pages;
  }

  /** Whether the documents have changed. */
  boolean changed() {
    return changed;
  }

  /** Pages that could not be read, new since the last look; at most a few. */
  List<IndexFailure> refused() {
    return refused;
  }

  private SitemapState.Page known(String address) {
    return pages.getOrDefault(address, SitemapState.Page.NEW);
  }

  private boolean isDue(String address, String modified) {
    SitemapState.Page page = known(address);
    if (page.failed()) {
      return now - page.looked() >= RETRY.toSeconds();
    }
    if (page.looked() == 0 || !page.listed().equals(modified)) {
      return true;
    }
    return (modified.isEmpty() || page.gone()) && now - page.looked() >= RECHECK.toSeconds();
  }

  /** Whether to go on with the next page. */
  private boolean look(String address, String modified) throws IOException {
    pause();
    SitemapState.Page before = known(address);
    switch (ports.pages().fetch(URI.create(address), before.validators())) {
      case Fetched.Same same -> pages.put(address, before.same(modified, now));
      case Fetched.Content(byte[] content, Validators validators) ->
          take(address, content, SitemapState.Page.of(modified, validators, before.digest(), now));
      case Fetched.Failed(String reason, int status) -> {
        boolean gone = GONE.contains(status);
        if (gone ? !before.gone() : !before.failed()) {
          refuse(address, reason);
        }
        pages.put(address, gone ? before.lost(modified, now) : before.missed(now));
        if (BUSY.contains(status)) {
          return false;
        }
      }
    }
    return true;
  }

  private void take(String address, byte[] content, SitemapState.Page fetched) throws IOException {
    String name = PageFile.name(feed.name(), address);
    byte[] file;
    try {
      file = PageFile.content(name, address, content);
    } catch (IOException e) {
      refuse(address, String.valueOf(e.getMessage()));
      pages.put(address, fetched); // an error page in its place: what was there stays
      return;
    }
    String digest = Digests.of(file);
    if (!digest.equals(fetched.digest())) {
      documents.write(name, file);
      changed = true;
    }
    pages.put(address, SitemapState.Page.of(fetched.listed(), fetched.validators(), digest, now));
  }

  private void refuse(String address, String reason) {
    if (refused.size() < MAX_TOLD) {
      refused.add(new IndexFailure(address, reason));
    }
  }

  private void pause() throws IOException {
    if (asked) {
      try {
        ports.time().pause(SitemapPull.PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("Fetching the pages was interrupted");
      }
    }
    asked = true;
  }
}
