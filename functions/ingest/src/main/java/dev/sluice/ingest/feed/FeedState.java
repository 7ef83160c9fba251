package dev.sluice.ingest.feed;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What is known of a feed from its last fetches.
 *
 * @param etag the validator of the accepted version, empty when the server gave none
 * @param lastModified the date of the accepted version as the server wrote it, or empty
 * @param digest the SHA-256 of the accepted version, empty when there is none yet, or when it is a
 *     sitemap
 * @param documents how many documents the accepted version has
 * @param problem why the last fetch changed nothing, empty when it went well
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record FeedState(String etag, String lastModified, String digest, int documents, String problem) {
  /** Nothing is known. */
  static final FeedState NEW = new FeedState("", "", "", 0, "");

  /** By what the server tells whether it is as it was. */
  Validators validators() {
    return new Validators(etag, lastModified);
  }

  /** The same with another problem. */
  FeedState failed(String reason) {
    return new FeedState(etag, lastModified, digest, documents, reason);
  }

  /** The same with so many documents. */
  FeedState of(int count) {
    return new FeedState(etag, lastModified, digest, count, problem);
  }
}
