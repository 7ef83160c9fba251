package dev.sluice.ingest.feed;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The pages that a sitemap lists, its own and those of the sitemaps in it. Files that are as they
 * were are not sent again. Only pages of the sitemap's own host count, as its protocol demands, so
 * that nobody's site is fetched but the shop's. Used once, by one thread.
 */
final class SitemapListing {
  /** A file of the protocol may name 50,000; no shop's pages need so many. */
  private static final int MAX_FILES = 200;

  private final FeedFetcher fetcher;
  private final Map<String, SitemapState.File> known;
  private final Map<String, SitemapState.File> files = new LinkedHashMap<>();
  private final Map<String, String> pages = new LinkedHashMap<>(); // address to last modified
  private Optional<String> elsewhere = Optional.empty(); // a page of another host

  private SitemapListing(FeedFetcher fetcher, Map<String, SitemapState.File> known) {
    this.fetcher = fetcher;
    this.known = known;
  }

  /**
   * What is listed now.
   *
   * @param files what is to be remembered of the files
   * @param pages when each page was modified as the sitemap says, by its address
   */
  record Listed(Map<String, SitemapState.File> files, Map<String, String> pages) {}

  /**
   * Fetches the files.
   *
   * @throws IOException saying what cannot be had or read; then it is not known what is listed
   */
  static Listed fetch(URI root, FeedFetcher fetcher, Map<String, SitemapState.File> known)
      throws IOException {
    SitemapListing listing = new SitemapListing(fetcher, known);
    listing.walk(root);
    if (listing.pages.isEmpty()) {
      throw new IOException(
          listing
              .elsewhere
              .map(page -> "Expected pages of %s but got %s".formatted(root.getHost(), page))
              .orElse("Expected pages but the sitemap lists none"));
    }
    return new Listed(listing.files, listing.pages);
  }

  private void walk(URI root) throws IOException {
    ArrayDeque<URI> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty()) {
      URI next = open.remove();
      if (files.containsKey(next.toString())) {
        continue;
      }
      if (files.size() == MAX_FILES) {
        throw new IOException("Expected at most %d sitemap files".formatted(MAX_FILES));
      }
      SitemapState.File file = file(next);
      files.put(next.toString(), file);
      file.entries()
          .forEach(
              (address, modified) -> {
                URI entry = URI.create(address);
                if (!sameHost(root, entry)) {
                  elsewhere = Optional.of(address);
                } else if (file.index()) {
                  open.add(entry);
                } else {
                  pages.put(address, modified);
                }
              });
      if (pages.size() > Sitemap.MAX_ENTRIES) {
        throw new IOException("Expected at most %d pages".formatted(Sitemap.MAX_ENTRIES));
      }
    }
  }

  private SitemapState.File file(URI url) throws IOException {
    SitemapState.File before =
        known.getOrDefault(url.toString(), new SitemapState.File("", "", false, Map.of()));
    return switch (fetcher.fetch(url, before.validators())) {
      case Fetched.Same same -> before;
      case Fetched.Failed(String reason, int status) -> throw new IOException(url + ": " + reason);
      case Fetched.Content(byte[] content, Validators validators) -> {
        Sitemap sitemap = Sitemap.read(content);
        Map<String, String> entries = new LinkedHashMap<>();
        sitemap.entries().forEach((entry, modified) -> entries.put(entry.toString(), modified));
        yield new SitemapState.File(
            validators.etag(), validators.lastModified(), sitemap.index(), entries);
      }
    };
  }

  private static boolean sameHost(URI root, URI entry) {
    boolean http = "https".equals(entry.getScheme()) || "http".equals(entry.getScheme());
    String host = entry.getHost() == null ? "" : entry.getHost();
    return http && host.toLowerCase(Locale.ROOT).equals(root.getHost().toLowerCase(Locale.ROOT));
  }
}
