package dev.sluice.answer;

import dev.sluice.session.FinishReason;
import dev.sluice.session.Usage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * The answer that needs no model: quotes from the passages with their citations, and no claim of
 * its own. The same request always gives the same text, so that it can be continued exactly. The
 * pieces come as fast as they are taken. Thread-safe.
 */
public final class ExtractiveAnswer implements ChatModel {
  /** What {@code complete.model} says of such an answer. */
  public static final String ID = "extractive";

  /** Of a word: all at once would be a wall of text where others stream. */
  private static final Duration PACE = Duration.ofMillis(6);

  private static final Pattern WORDS = Pattern.compile("(?<=\\s)(?=\\S)");

  @Override
  public String id() {
    return ID;
  }

  @Override
  public ModelCall start(Prompt prompt, String soFar, ModelEvents events) {
    Thread thread = Thread.ofVirtual().name(ID).start(() -> run(prompt, soFar, events));
    return thread::interrupt;
  }

  /** Whether it can go on from this text: it is the beginning of its own. */
  boolean canGoOn(Prompt prompt, String soFar) {
    return text(prompt).startsWith(soFar);
  }

  /** Whether this text can only have been begun by this answer. */
  boolean hasBegun(Prompt prompt, String soFar) {
    return soFar.length() >= ContinuationJoin.MIN_OVERLAP && canGoOn(prompt, soFar);
  }

  private static void run(Prompt prompt, String soFar, ModelEvents events) {
    String text = text(prompt);
    if (!text.startsWith(soFar)) {
      events.accept(new ModelEvent.Failed(Failure.REFUSED, "the text so far is another model's"));
      return;
    }
    List<String> pieces = WORDS.splitAsStream(text.substring(soFar.length())).toList();
    for (String piece : pieces) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      if (!piece.isEmpty()) {
        events.accept(new ModelEvent.Text(piece));
        LockSupport.parkNanos(PACE.toNanos());
      }
    }
    events.accept(new ModelEvent.Ended(FinishReason.STOP, Usage.NONE));
  }

  private static String text(Prompt prompt) {
    return ExtractiveText.of(prompt.request());
  }
}
