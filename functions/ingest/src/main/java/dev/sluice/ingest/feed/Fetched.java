package dev.sluice.ingest.feed;

/** What came of fetching a feed or a page. */
sealed interface Fetched {

  /** It is as it was. */
  record Same() implements Fetched {}

  /**
   * It may be new.
   *
   * @param content all of it; nobody changes it
   */
  record Content(byte[] content, Validators validators) implements Fetched {}

  /**
   * It could not be had.
   *
   * @param reason for people
   * @param status the HTTP status, 0 when there was none
   */
  record Failed(String reason, int status) implements Fetched {
    /** It failed without an answer, or with one that cannot be used. */
    Failed(String reason) {
      this(reason, 0);
    }
  }
}
