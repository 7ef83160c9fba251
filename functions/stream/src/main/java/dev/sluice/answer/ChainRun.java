package dev.sluice.answer;

import dev.sluice.session.FinishReason;
import dev.sluice.session.Usage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One answer being made by the chain of models. {@link #run} once, by one thread. */
public final class ChainRun {
  /** What the extractive answer needs of an older client's time; less when there is little. */
  private static final Duration LAST_RESORT_TIME = Duration.ofSeconds(1);

  private final ModelChain chain;
  private final AnswerRequest request;
  private final AnswerSoFar answer;
  private final Deadline deadline;

  /** When the last resort has to be asked, while nothing has been shown. */
  private final Deadline lastResortBy;

  private final Deque<ChatModel> left;
  private final Set<String> triedAgain = new HashSet<>();
  private final List<String> failures = new ArrayList<>();

  /** Whether every failure so far was one of time. Run's thread. */
  private boolean onlyTimeouts = true;

  /** Set once, by any thread. */
  private volatile boolean cancelled;

  /** The model that was asked last; written by the run's thread. */
  private volatile String asked = "";

  /** The try that is running; written by the run's thread, read by the canceller. */
  private volatile @Nullable ModelAttempt current;

  ChainRun(ModelChain chain, AnswerRequest request, AnswerSoFar answer, Deadline deadline) {
    this.chain = chain;
    this.request = request;
    this.answer = answer;
    this.deadline = deadline;
    Duration tenth = deadline.remaining().dividedBy(10);
    this.lastResortBy =
        deadline.minus(tenth.compareTo(LAST_RESORT_TIME) < 0 ? tenth : LAST_RESORT_TIME);
    this.left = new ArrayDeque<>(chain.order());
  }

  /**
   * Runs until the answer has ended or nothing is left to ask; blocks the calling (virtual) thread.
   * The model's call is over when it returns. When the thread is interrupted the outcome is {@link
   * ChainOutcome.Cancelled} and the thread stays interrupted.
   */
  public ChainOutcome run() {
    try {
      Prompt prompt = chain.prompt(request);
      Optional<ExtractiveAnswer> lastResort = chain.lastResort();
      boolean begun = lastResort.isPresent() && lastResort.get().hasBegun(prompt, answer.text());
      Optional<ChainOutcome> outcome = begun ? Optional.empty() : askModels(prompt);
      if (outcome.isEmpty() && lastResort.isPresent()) {
        outcome = askLastResort(lastResort.get(), prompt);
      }
      return outcome.orElseGet(this::nothingLeft);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ChainOutcome.Cancelled();
    } finally {
      current = null;
    }
  }

  /**
   * Ends the run from any thread, at any moment: no piece of text is begun after it, and the
   * model's call is closed. Does nothing after the run's end.
   */
  public void cancel() {
    cancelled = true;
    ModelAttempt running = current;
    if (running != null) {
      running.stop();
    }
  }

  /** The model that is being asked, or was asked last; empty before the first. Any thread. */
  public String model() {
    return asked;
  }

  private Optional<ChainOutcome> askModels(Prompt prompt) throws InterruptedException {
    while (!left.isEmpty()) {
      boolean rescued = chain.lastResort().isPresent() && answer.isEmpty();
      Deadline firstTextBy = rescued ? lastResortBy : deadline;
      if (firstTextBy.hasPassed()) {
        return Optional.empty();
      }
      ModelAttempt attempt = chain.attempt(answer, firstTextBy, deadline);
      Optional<ChainOutcome> outcome = ask(left.removeFirst(), prompt, attempt);
      if (outcome.isPresent()) {
        return outcome;
      }
    }
    return Optional.empty();
  }

  /** Takes no time to speak of, so it may answer even when the deadline has just passed. */
  private Optional<ChainOutcome> askLastResort(ExtractiveAnswer lastResort, Prompt prompt)
      throws InterruptedException {
    if (!lastResort.canGoOn(prompt, answer.text())) {
      return Optional.empty();
    }
    Deadline extended = deadline.orAtLeast(LAST_RESORT_TIME);
    return ask(lastResort, prompt, chain.attempt(answer, extended, extended));
  }

  private Optional<ChainOutcome> ask(ChatModel model, Prompt prompt, ModelAttempt attempt)
      throws InterruptedException {
    asked = model.id();
    current = attempt;
    if (cancelled) {
      return Optional.of(new ChainOutcome.Cancelled());
    }
    return switch (attempt.run(model, prompt)) {
      case AttemptEnd.Whole(FinishReason reason, Usage usage) -> {
        chain.succeeded(model);
        yield Optional.of(new ChainOutcome.Finished(reason, usage, model.id()));
      }
      case AttemptEnd.Broken broken -> {
        passOver(model, broken);
        yield Optional.empty();
      }
      case AttemptEnd.Stopped _ -> Optional.of(new ChainOutcome.Cancelled());
    };
  }

  /**
   * Goes on to the next. A model that has written before it broke is able to answer: it comes again
   * after all others, once, so that a shop with a single model survives a cut connection.
   */
  private void passOver(ChatModel model, AttemptEnd.Broken broken) {
    chain.failed(model, broken);
    onlyTimeouts &= broken.failure().kind() == Failure.TIMEOUT;
    failures.add(model.id() + " " + broken.failure().kind() + " " + broken.failure().detail());
    if (broken.wrote() && triedAgain.add(model.id())) {
      left.addLast(model);
    }
  }

  private ChainOutcome nothingLeft() {
    if (cancelled) {
      return new ChainOutcome.Cancelled();
    }
    String detail = failures.isEmpty() ? "no model could be asked" : String.join("; ", failures);
    if (!answer.isEmpty()) {
      return new ChainOutcome.Failed(ErrorCause.INCOMPLETE, detail);
    }
    boolean late = deadline.hasPassed() || (onlyTimeouts && !failures.isEmpty());
    return new ChainOutcome.Failed(
        late ? ErrorCause.MODEL_TIMEOUT : ErrorCause.MODEL_FAILED, detail);
  }
}
