package dev.sluice.ingest.feed;

/**
 * By what a server tells whether something is as it was (RFC 9110, 8.8).
 *
 * @param etag empty when the server gave none
 * @param lastModified the date as the server wrote it, or empty
 */
record Validators(String etag, String lastModified) {
  /** Nothing is known. */
  static final Validators NONE = new Validators("", "");
}
