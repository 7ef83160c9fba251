package dev.sluice.ingest.feed;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What is known of a feed from its last fetches.
 *
 * @param etag the validator of the accepted version, empty when the server gave none
 * @param lastModified the date of the accepted version as the server wrote it, or empty
 * @param digest the SHA-256 of the accepted version, empty when there is none yet
 * @param documents how many documents the accepted version has
 * @param problem why the last fetch changed nothing, empty when it went well
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FeedState(
    String etag, String lastModified, String digest, int documents, String problem) {
  /** Nothing is known. */
  public static final FeedState NEW = new FeedState("", "", "", 0, "");

  /** The same with another problem. */
  FeedState failed(String reason) {
    return new FeedState(etag, lastModified, digest, documents, reason);
  }
}
