package dev.sluice.ingest.feed;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of a sitemap from its last fetches.
 *
 * @param files the sitemap files by their addresses
 * @param pages the pages by their addresses: those that are listed, and those that are not any more
 *     but are still among the documents
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SitemapState(Map<String, File> files, Map<String, Page> pages) {
  /** Nothing is known. */
  static final SitemapState NEW = new SitemapState(Map.of(), Map.of());

  /** Copies the maps; they keep their order. */
  SitemapState {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files == null ? Map.of() : files));
    pages = Collections.unmodifiableMap(new LinkedHashMap<>(pages == null ? Map.of() : pages));
  }

  /**
   * A sitemap file.
   *
   * @param index whether it lists sitemaps and not pages
   * @param entries each address it lists, and when that was modified as the file says, or empty
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record File(String etag, String modified, boolean index, Map<String, String> entries) {
    Validators validators() {
      return new Validators(etag, modified);
    }
  }

  /**
   * A page as it was at its last fetch.
   *
   * @param listed when it was modified as the sitemap said then, empty when it did not
   * @param etag the server's validator of it, or empty
   * @param modified the server's date of it, or empty
   * @param digest the SHA-256 of what is among the documents, empty when nothing is
   * @param looked when it was fetched or asked for, in seconds since 1970; 0 for never
   * @param gone whether the server said that there is no such page
   * @param failed whether it could not be had
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Page(
      String listed,
      String etag,
      String modified,
      String digest,
      long looked,
      boolean gone,
      boolean failed) {
    /** It has not been looked at. */
    static final Page NEW = new Page("", "", "", "", 0, false, false);

    /** Whether it is among the documents. */
    boolean kept() {
      return !digest.isEmpty();
    }

    Validators validators() {
      return new Validators(etag, modified);
    }

    /** As it was, looked at again. */
    Page same(String nowListed, long now) {
      return new Page(nowListed, etag, modified, digest, now, false, false);
    }

    /** As it was, but the server says that it is no more. */
    Page lost(String nowListed, long now) {
      return new Page(nowListed, etag, modified, digest, now, true, false);
    }

    /** As it was, but it could not be had. */
    Page missed(long now) {
      return new Page(listed, etag, modified, digest, now, gone, true);
    }

    /** No longer among the documents. */
    Page out() {
      return new Page(listed, "", "", "", looked, gone, failed);
    }

    /** In a new version. */
    static Page of(String listed, Validators validators, String digest, long now) {
      return new Page(
          listed, validators.etag(), validators.lastModified(), digest, now, false, false);
    }
  }
}
