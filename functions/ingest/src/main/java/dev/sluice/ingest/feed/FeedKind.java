package dev.sluice.ingest.feed;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What lies at a feed's address. */
enum FeedKind {
  /** A catalogue: it becomes one file of the tenant's documents. */
  @JsonProperty("file")
  FILE,

  /** A sitemap: each of its pages becomes a file. */
  @JsonProperty("sitemap")
  SITEMAP
}
