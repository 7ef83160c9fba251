package dev.sluice.modelserver;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * One thing a scripted answer does. In JSON a step is an object whose {@code do} is the record's
 * name in lower camel case, beside its components: <code>{"do":"text","text":"Hello"}</code>. What
 * a step looks like on the wire depends on the API that was called.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Step.Text.class, name = "text"),
  @JsonSubTypes.Type(value = Step.Tokens.class, name = "tokens"),
  @JsonSubTypes.Type(value = Step.Reasoning.class, name = "reasoning"),
  @JsonSubTypes.Type(value = Step.Refusal.class, name = "refusal"),
  @JsonSubTypes.Type(value = Step.Usage.class, name = "usage"),
  @JsonSubTypes.Type(value = Step.EmptyChoices.class, name = "emptyChoices"),
  @JsonSubTypes.Type(value = Step.Finish.class, name = "finish"),
  @JsonSubTypes.Type(value = Step.Done.class, name = "done"),
  @JsonSubTypes.Type(value = Step.Raw.class, name = "raw"),
  @JsonSubTypes.Type(value = Step.RawHex.class, name = "rawHex"),
  @JsonSubTypes.Type(value = Step.Pause.class, name = "pause"),
  @JsonSubTypes.Type(value = Step.Await.class, name = "await"),
  @JsonSubTypes.Type(value = Step.Stall.class, name = "stall"),
  @JsonSubTypes.Type(value = Step.CutAfter.class, name = "cutAfter"),
  @JsonSubTypes.Type(value = Step.CutInside.class, name = "cutInside"),
  @JsonSubTypes.Type(value = Step.Cut.class, name = "cut")
})
public sealed interface Step {
  /** One token: one event with this text. */
  record Text(String text) implements Step {}

  /**
   * A text in tokens of one word each.
   *
   * @param perSecond how many tokens in a second; 0 for all at once
   */
  record Tokens(String text, double perSecond) implements Step {}

  /** One event of reasoning, not answer. */
  record Reasoning(String text) implements Step {}

  /** One event in which the model declines to answer. */
  record Refusal(String text) implements Step {}

  /** An event with the counted tokens and nothing else. */
  record Usage(long inputTokens, long outputTokens) implements Step {}

  /** An event that carries no choice at all, as some providers send first. */
  record EmptyChoices() implements Step {}

  /** The finish reason in the OpenAI API's words: stop, length, content_filter, tool_calls. */
  record Finish(String reason) implements Step {}

  /** The API's mark that nothing more comes, where it has one. */
  record Done() implements Step {}

  /** These characters in UTF-8, in no event of the server's making. */
  record Raw(String body) implements Step {}

  /** These bytes, given in hexadecimal digits. */
  record RawHex(String hex) implements Step {}

  /** Silence for so many milliseconds, or until the client has gone. */
  record Pause(long millis) implements Step {}

  /** Silence until the gate of that name is open, or the client has gone. */
  record Await(String gate) implements Step {}

  /** Silence until the client has gone. */
  record Stall() implements Step {}

  /** Lets the connection be cut behind so many more bytes of the body; the other steps go on. */
  record CutAfter(long bytes) implements Step {}

  /**
   * Cuts the connection in the middle of an event with this text, behind so many bytes of the
   * text's UTF-8.
   */
  record CutInside(String text, int bytes) implements Step {}

  /** Cuts the connection. */
  record Cut() implements Step {}

  /** {@link Text}. */
  static Step text(String text) {
    return new Text(text);
  }

  /** {@link Tokens} all at once. */
  static Step tokens(String text) {
    return new Tokens(text, 0);
  }

  /** {@link Reasoning}. */
  static Step reasoning(String text) {
    return new Reasoning(text);
  }

  /** {@link Usage}. */
  static Step usage(long inputTokens, long outputTokens) {
    return new Usage(inputTokens, outputTokens);
  }

  /** {@link Finish}. */
  static Step finish(String reason) {
    return new Finish(reason);
  }

  /** {@link Done}. */
  static Step done() {
    return new Done();
  }

  /** {@link Raw}. */
  static Step raw(String body) {
    return new Raw(body);
  }

  /** {@link Await}. */
  static Step await(String gate) {
    return new Await(gate);
  }

  /** {@link Stall}. */
  static Step stall() {
    return new Stall();
  }

  /** {@link Cut}. */
  static Step cut() {
    return new Cut();
  }
}
