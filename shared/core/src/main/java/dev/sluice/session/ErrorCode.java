package dev.sluice.session;

import java.util.Locale;

/** What went wrong, for programs; the names on the wire are in lower case. */
public enum ErrorCode {
  /** The message is no JSON object, or a field has a wrong type or value. */
  INVALID_MESSAGE(false),
  /** {@code question} is missing or empty. */
  QUESTION_REQUIRED(false),
  /** {@code question} has more than 4000 characters. */
  QUESTION_TOO_LONG(false),
  /** {@code action} is none of ours. */
  UNKNOWN_ACTION(false),
  /** The key or token does not allow it. */
  FORBIDDEN(false),
  /** The token ended after the connection had been opened. */
  TOKEN_EXPIRED(true),
  /** Too many questions in this minute. */
  RATE_LIMITED(true),
  /** The day's questions are used up. */
  QUOTA_EXHAUSTED(true),
  /** An older client's earlier question is still being answered. */
  BUSY(true),
  /** No such stream for this client. */
  NOT_FOUND(true),
  /** Passages could not be looked for. */
  RETRIEVAL_FAILED(true),
  /** No model could answer. */
  MODEL_FAILED(true),
  /** No model answered in time. */
  MODEL_TIMEOUT(true),
  /** The answer broke off and could not be continued. */
  ANSWER_INCOMPLETE(true),
  /** Something on our side. */
  INTERNAL(true);

  private final boolean retryable;

  ErrorCode(boolean retryable) {
    this.retryable = retryable;
  }

  /** Whether asking again later, with a new stream id, may succeed. */
  public boolean retryable() {
    return retryable;
  }

  /** The code in frames and items. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The code of that name. */
  public static ErrorCode named(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
