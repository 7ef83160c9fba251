package dev.sluice.answer;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The chat models in the order they are asked. One that fails, or is silent for too long, before
 * its first text is passed over; one that breaks in the middle is replaced by the next, which goes
 * on from the text so far; one that has just failed is tried last for a while; the extractive
 * answer comes when nothing else is left and nothing has been shown. Thread-safe; one per process,
 * as it remembers who has failed.
 */
public final class ModelChain {
  private final ChainSettings settings;
  private final PromptBuilder prompts;
  private final ChainListener listener;
  private final LongSupplier nanoTime;
  private final ModelStanding standing;

  /**
   * @param nanoTime {@code System::nanoTime}, or a clock of a test
   */
  public ModelChain(
      ChainSettings settings,
      PromptBuilder prompts,
      ChainListener listener,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.prompts = prompts;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.standing = new ModelStanding(settings.pause(), nanoTime);
  }

  /**
   * Makes an answer, or the rest of one, and blocks until it has ended or nothing is left to ask.
   * Interrupting the thread ends the model's call at once.
   *
   * @param soFar what the reader already has, after a crash of whoever has begun the answer
   * @param deadline when the answer must be over; longer time-outs are capped by what remains
   */
  public ChainOutcome run(AnswerRequest request, String soFar, TextSink sink, Deadline deadline) {
    return prepare(request, soFar, sink, deadline).run();
  }

  /** The same, as a run that another thread can cancel. */
  public ChainRun prepare(AnswerRequest request, String soFar, TextSink sink, Deadline deadline) {
    return new ChainRun(this, request, new AnswerSoFar(soFar, sink), deadline);
  }

  /** A chain of the last resort alone, for a shop whose budget for models is spent. */
  public ModelChain extractiveOnly() {
    ChainSettings alone =
        new ChainSettings(
            List.of(),
            settings.lastResort(),
            settings.firstToken(),
            settings.stall(),
            settings.pause());
    return new ModelChain(alone, prompts, listener, nanoTime);
  }

  List<ChatModel> order() {
    return standing.order(settings.models());
  }

  Optional<ExtractiveAnswer> lastResort() {
    return settings.lastResort();
  }

  Prompt prompt(AnswerRequest request) {
    return prompts.build(request);
  }

  void succeeded(ChatModel model) {
    standing.succeeded(model);
  }

  void failed(ChatModel model, AttemptEnd.Broken broken) {
    if (!broken.cutShort()) {
      standing.failed(model, broken.failure().kind());
    }
    listener.failed(model.id(), broken.failure());
  }

  ModelAttempt attempt(AnswerSoFar answer, Deadline firstTextBy, Deadline deadline) {
    Deadline half = Deadline.after(deadline.remaining().dividedBy(2), nanoTime);
    AttemptTimes times =
        new AttemptTimes(
            settings.firstToken(),
            settings.stall(),
            firstTextBy,
            half.orIfEarlier(firstTextBy),
            deadline);
    return new ModelAttempt(answer, times, listener);
  }
}
