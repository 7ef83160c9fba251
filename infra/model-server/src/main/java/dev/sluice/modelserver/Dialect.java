package dev.sluice.modelserver;

import java.util.List;

/** How an API writes the events of an answer. One object for each call. */
interface Dialect {
  /** The body's type when the answer streams. */
  String contentType();

  /** Whether an answer streams when the request does not say. */
  boolean streams();

  /** One token. */
  String text(String text);

  /** One token of reasoning. */
  String reasoning(String text);

  /** A refusal. */
  String refusal(String text);

  /** The finish reason, in the OpenAI API's words. */
  String finish(String reason);

  /** The counted tokens. */
  String usage(long input, long output);

  /** An event without a choice. */
  String emptyChoices();

  /** The mark of the end, empty where there is none. */
  String done();

  /** The whole answer as one document, for a call that does not stream. */
  String whole(List<Step> steps);
}
