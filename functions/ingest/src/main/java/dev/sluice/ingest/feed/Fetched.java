package dev.sluice.ingest.feed;

/** What came of fetching a feed. */
public sealed interface Fetched {

  /** It is as it was. */
  record Same() implements Fetched {}

  /**
   * It may be new.
   *
   * @param content all of it; nobody changes it
   */
  record Content(byte[] content, String etag, String lastModified) implements Fetched {}

  /** It could not be had. */
  record Failed(String reason) implements Fetched {}
}
