package dev.sluice.ingest.feed;

/** Fetches feeds. Thread-safe. */
@FunctionalInterface
public interface FeedFetcher {
  /** The feed if it differs from the version whose validators are given; never throws. */
  Fetched fetch(Feed feed, FeedState known);
}
