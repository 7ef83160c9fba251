package dev.sluice.frame;

import dev.sluice.session.ErrorCode;

/** What people read when something failed; never a word of the visitor's own. */
final class ErrorMessages {
  private ErrorMessages() {}

  static String of(ErrorCode code) {
    return switch (code) {
      case INVALID_MESSAGE -> "The message could not be understood.";
      case QUESTION_REQUIRED -> "Question is required";
      case QUESTION_TOO_LONG -> "The question is too long.";
      case UNKNOWN_ACTION -> "The action is unknown.";
      case FORBIDDEN -> "This key does not allow it.";
      case TOKEN_EXPIRED -> "The token has expired. Please connect again with a new one.";
      case RATE_LIMITED -> "Too many questions in a short time. Please wait a moment.";
      case QUOTA_EXHAUSTED -> "The questions of this day are used up. Please try again tomorrow.";
      case BUSY -> "The previous question is still being answered. Please try again in a moment.";
      case NOT_FOUND -> "There is no such answer.";
      case RETRIEVAL_FAILED -> "The sources could not be searched. Please try again.";
      case MODEL_FAILED -> "The answer could not be generated. Please try again.";
      case MODEL_TIMEOUT -> "The answer took too long. Please try again.";
      case ANSWER_INCOMPLETE -> "The answer broke off before its end. Please ask again.";
      case INTERNAL -> "Something went wrong on our side. Please try again.";
    };
  }
}
