package dev.sluice.modelserver;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the server does with one call.
 *
 * @param status the HTTP status
 * @param headers beside those the server sets; a {@code Content-Type} here replaces the API's
 * @param beforeHead what happens before the status is sent: pauses, gates, a stall or a cut
 * @param steps what happens afterwards; behind the last the answer's body ends as HTTP wants it
 */
public record Script(
    int status, Map<String, String> headers, List<Step> beforeHead, List<Step> steps) {

  private static final int OK = 200;

  /** Copies the collections. */
  public Script {
    headers = Map.copyOf(headers);
    beforeHead = List.copyOf(beforeHead);
    steps = List.copyOf(steps);
  }

  /** A script from JSON, where everything but the steps may be left out. */
  @JsonCreator
  static Script fromJson(
      @JsonProperty("status") @Nullable Integer status,
      @JsonProperty("headers") @Nullable Map<String, String> headers,
      @JsonProperty("beforeHead") @Nullable List<Step> beforeHead,
      @JsonProperty("steps") @Nullable List<Step> steps) {
    return new Script(
        Objects.requireNonNullElse(status, OK),
        Objects.requireNonNullElse(headers, Map.of()),
        Objects.requireNonNullElse(beforeHead, List.of()),
        Objects.requireNonNullElse(steps, List.of()));
  }

  /** These steps after a status of 200. */
  public static Script of(Step... steps) {
    return new Script(OK, Map.of(), List.of(), List.of(steps));
  }

  /** The text in tokens of a word, a finish reason, counted tokens and the end, without pauses. */
  public static Script answer(String text) {
    int words = text.split("\\s+").length;
    return of(Step.tokens(text), Step.finish("stop"), Step.usage(words, words), Step.done());
  }

  /** A status with a body in JSON: an error, or a document of another kind. */
  public static Script json(int status, String body) {
    Map<String, String> json = Map.of("Content-Type", "application/json");
    return new Script(status, json, List.of(), List.of(Step.raw(body)));
  }

  /** An error in the form that the OpenAI API and its imitations share. */
  public static Script error(int status, String code, String message) {
    Map<String, String> error = Map.of("code", code, "type", code, "message", message);
    return json(status, Json.text(Map.of("error", error)));
  }

  /** The same, doing this before it sends its status. */
  public Script after(Step... before) {
    List<Step> all = Stream.concat(Stream.of(before), beforeHead.stream()).toList();
    return new Script(status, headers, all, steps);
  }

  /** The same with another header. */
  public Script with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Script(status, more, beforeHead, steps);
  }
}
