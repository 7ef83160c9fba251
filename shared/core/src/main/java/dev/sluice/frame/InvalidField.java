package dev.sluice.frame;

import dev.sluice.session.ErrorCode;

/** A field that is not as the protocol says; never leaves the decoder. */
final class InvalidField extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String explanation;

  InvalidField(ErrorCode code, String explanation) {
    super(explanation, null, false, false);
    this.code = code;
    this.explanation = explanation;
  }

  InvalidField(String field, String expected, String got) {
    this(
        ErrorCode.INVALID_MESSAGE,
        "Expected '" + field + "' to be " + expected + " but got " + got);
  }

  ErrorCode code() {
    return code;
  }

  String explanation() {
    return explanation;
  }
}
