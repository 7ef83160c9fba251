package dev.sluice.answer;

import dev.sluice.session.FinishReason;
import dev.sluice.session.Usage;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One model's try at an answer, with its timers. It waits for the first sign of life, then never
 * longer than the stall time between two. Run by one thread; {@link #stop} may come from any.
 */
final class ModelAttempt {
  /**
   * Events that may wait for the sink. Beyond it the call's own thread waits, and the provider's
   * stream with it, so that a slow sink does not make an answer gather in memory.
   */
  private static final int MAX_WAITING = 4_096;

  private static final ModelEvent WAKE = new ModelEvent.Thinking();

  private final AnswerSoFar answer;
  private final AttemptTimes times;
  private final ChainListener listener;
  private final BlockingQueue<ModelEvent> events = new LinkedBlockingQueue<>(MAX_WAITING);
  private final WellFormedText wellFormed = new WellFormedText();
  private final ContinuationJoin join;

  /** Whether somebody has asked for the end; set once, by any thread. */
  private volatile boolean stopped;

  /** Whether this try has brought text, even if it was dropped as an overlap. Run's thread. */
  private boolean spoke;

  /** Whether this try has added text to the answer. Run's thread. */
  private boolean wrote;

  ModelAttempt(AnswerSoFar answer, AttemptTimes times, ChainListener listener) {
    this.answer = answer;
    this.times = times;
    this.listener = listener;
    this.join = new ContinuationJoin(answer.text());
  }

  /** Asks the model and passes its text on until it has ended, failed, or is stopped. */
  AttemptEnd run(ChatModel model, Prompt prompt) throws InterruptedException {
    try (ModelCall _ = model.start(prompt, answer.text(), this::offer)) {
      Duration quiet = times.firstToken();
      Deadline until = times.firstTextBy();
      while (!stopped) {
        ModelEvent event = poll(quiet, until);
        if (stopped) {
          break;
        }
        if (event == null) {
          return silent(quiet, until);
        }
        switch (event) {
          case ModelEvent.Text(String piece) -> take(piece, model.id());
          case ModelEvent.Thinking _ -> {}
          case ModelEvent.Ended(FinishReason reason, Usage usage) -> {
            return ended(reason, usage);
          }
          case ModelEvent.Failed failed -> {
            return new AttemptEnd.Broken(failed, wrote, false);
          }
        }
        quiet = times.stall();
        until = spoke ? times.deadline() : times.thinkingUntil();
      }
      return new AttemptEnd.Stopped();
    }
  }

  /** Makes the run end with {@link AttemptEnd.Stopped} before it passes on any further text. */
  void stop() {
    stopped = true;
    events.offer(WAKE); // a full queue needs no waking
  }

  private void offer(ModelEvent event) {
    try {
      events.put(event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the call is being closed; nobody waits for the event
    }
  }

  private @Nullable ModelEvent poll(Duration quiet, Deadline until) throws InterruptedException {
    Duration left = until.remaining();
    Duration wait = quiet.compareTo(left) < 0 ? quiet : left;
    return events.poll(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
  }

  private void take(String piece, String model) {
    if (!spoke) {
      spoke = true;
      listener.firstText(model);
    }
    add(join.next(wellFormed.next(piece)));
  }

  private void add(String text) {
    wrote |= !text.isEmpty();
    answer.add(text);
  }

  private AttemptEnd ended(FinishReason reason, Usage usage) {
    add(join.next(wellFormed.end()) + join.end());
    if (spoke || (!answer.isEmpty() && answer.endsLikeAnAnswer())) {
      return new AttemptEnd.Whole(reason, usage);
    }
    return new AttemptEnd.Broken(
        new ModelEvent.Failed(Failure.REFUSED, "empty answer"), wrote, false);
  }

  private AttemptEnd silent(Duration quiet, Deadline until) {
    boolean cutShort = until.hasPassed();
    String detail =
        (spoke ? "no further text " : "no first text ")
            + (cutShort ? "by the deadline" : "within " + quiet.toMillis() + " ms");
    return new AttemptEnd.Broken(new ModelEvent.Failed(Failure.TIMEOUT, detail), wrote, cutShort);
  }
}
