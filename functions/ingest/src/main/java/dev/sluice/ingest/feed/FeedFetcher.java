package dev.sluice.ingest.feed;

import java.net.URI;

/** Fetches feeds and pages. Thread-safe. */
@FunctionalInterface
interface FeedFetcher {
  /** What is there if it differs from the version whose validators are given; never throws. */
  Fetched fetch(URI url, Validators known);
}
