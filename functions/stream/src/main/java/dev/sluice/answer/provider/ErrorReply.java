package dev.sluice.answer.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.answer.Failure;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A provider's report of an error. Its message is looked at and never passed on: it may quote the
 * key or the question.
 *
 * @param status the HTTP status, 200 for an error in the middle of a stream
 * @param code the provider's word for it, empty when there is none
 * @param parameter the request's parameter it is about, empty when it does not say
 * @param message its text in lower case
 */
record ErrorReply(int status, String code, String parameter, String message) {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int TOO_LARGE = 413;
  private static final int UNPROCESSABLE = 422;
  private static final int SERVER_ERROR = 500;

  /** What may be logged of a code: no message in disguise. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private static final Set<String> NOT_FOR_THIS_QUESTION =
      Set.of(
          "content_filter",
          "content_policy_violation",
          "context_length_exceeded",
          "invalid_prompt",
          "request_too_large");

  private static final Set<Integer> TEMPORARY = Set.of(408, 409, 425, 429);

  /** A body of an HTTP status other than 2xx; an object, an array with one, or no JSON at all. */
  static ErrorReply of(int status, JsonNode body) {
    JsonNode document = body.isArray() ? body.path(0) : body;
    JsonNode error = document.path("error");
    return new ErrorReply(
        status,
        code(error),
        error.path("param").asText(""),
        (error.isTextual() ? error : error.path("message")).asText("").toLowerCase(Locale.ROOT));
  }

  /** An error that came as an event of a stream. */
  static ErrorReply inStream(JsonNode event) {
    int status = event.path("error").path("code").asInt(OK);
    return of(status, event);
  }

  Failure failure() {
    if (NOT_FOR_THIS_QUESTION.contains(code) || status == TOO_LARGE || isTooLong()) {
      return Failure.REFUSED;
    }
    if (code.equals("insufficient_quota")) {
      return Failure.MISCONFIGURED;
    }
    boolean temporary = TEMPORARY.contains(status) || status >= SERVER_ERROR || status == OK;
    return temporary ? Failure.UNAVAILABLE : Failure.MISCONFIGURED;
  }

  /** For logs: the status and the provider's code. */
  String detail() {
    String what = status == OK ? "an error in the stream" : "HTTP " + status;
    return CODE.matcher(code).matches() ? what + " " + code : what;
  }

  /** Which of the parameters that were sent the provider does not want, if it is about one. */
  Optional<String> unwanted(Collection<String> sent) {
    if ((status != BAD_REQUEST && status != UNPROCESSABLE) || isTooLong()) {
      return Optional.empty();
    }
    String named = parameter.split("[.\\[]", 2)[0];
    return sent.contains(named)
        ? Optional.of(named)
        : sent.stream().filter(this::mentions).findFirst();
  }

  /** Whether the reply may mean that this provider does not continue prefixes. */
  boolean mayRefusePrefix() {
    return status == BAD_REQUEST || status == NOT_FOUND || status == UNPROCESSABLE;
  }

  /** Some say it in the message only, and name max_tokens there. */
  private boolean isTooLong() {
    return message.contains("context length") || message.contains("prompt is too long");
  }

  private boolean mentions(String name) {
    return Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(message).find();
  }

  private static String code(JsonNode error) {
    for (String name : new String[] {"code", "type", "status"}) {
      if (error.path(name).isTextual()) {
        return error.path(name).asText();
      }
    }
    return "";
  }
}
