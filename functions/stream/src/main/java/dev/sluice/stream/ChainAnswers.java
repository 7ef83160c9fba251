package dev.sluice.stream;

import dev.sluice.answer.AnswerRequest;
import dev.sluice.answer.ChainOutcome;
import dev.sluice.answer.ChainRun;
import dev.sluice.answer.Deadline;
import dev.sluice.answer.ModelChain;
import dev.sluice.gateway.Time;
import dev.sluice.relay.AnswerSource;
import dev.sluice.relay.ModelEnd;
import dev.sluice.session.Ask;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.FinishReason;
import dev.sluice.session.PageContext;
import dev.sluice.session.Usage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers come from the chain of models, or from the passages alone when the budget is spent. */
final class ChainAnswers implements Answers {
  /** What posting and recording the end of an answer needs of its time. */
  private static final Duration FOR_THE_END = Duration.ofMillis(1_500);

  private final Supplier<ModelChain> chain;
  private final ModelChain extractive;
  private final Time time;

  /**
   * @param chain the chain as it is now; asked for each answer, since keys may be renewed
   */
  ChainAnswers(Supplier<ModelChain> chain, Time time) {
    this.chain = chain;
    this.extractive = chain.get().extractiveOnly();
    this.time = time;
  }

  @Override
  public AnswerSource source(Ask ask, Duration longest) {
    Duration left = longest.minus(FOR_THE_END);
    return new ChainSource(
        ask.extractiveOnly() ? extractive : chain.get(),
        request(ask),
        Deadline.after(left.isPositive() ? left : Duration.ZERO, time::nanos));
  }

  private static AnswerRequest request(Ask ask) {
    PageContext page = ask.context();
    Map<String, String> context = new LinkedHashMap<>();
    put(context, "product_id", page.productId());
    put(context, "url", page.url());
    put(context, "currency", page.currency());
    return new AnswerRequest(
        ask.question(),
        ask.history(),
        ask.passages(),
        Optional.of(page.locale()).filter(locale -> !locale.isEmpty()),
        context);
  }

  private static void put(Map<String, String> context, String name, String value) {
    if (!value.isEmpty()) {
      context.put(name, value);
    }
  }

  /** One run of the chain, which can be ended before it has begun. */
  private static final class ChainSource implements AnswerSource {
    private final ModelChain chain;
    private final AnswerRequest request;
    private final Deadline deadline;

    /** The run, once it has begun; guarded by this. */
    private @Nullable ChainRun run;

    /** Guarded by this. */
    private boolean ended;

    ChainSource(ModelChain chain, AnswerRequest request, Deadline deadline) {
      this.chain = chain;
      this.request = request;
      this.deadline = deadline;
    }

    @Override
    public ModelEnd run(String soFar, Consumer<String> sink) {
      ChainRun begun = chain.prepare(request, soFar, sink::accept, deadline);
      synchronized (this) {
        run = begun;
        if (ended) {
          begun.cancel();
        }
      }
      return switch (begun.run()) {
        case ChainOutcome.Finished(var reason, var usage, String model) ->
            new ModelEnd.Said(reason, model, usage);
        case ChainOutcome.Failed failed ->
            new ModelEnd.Broken(
                switch (failed.cause()) {
                  case MODEL_FAILED -> ErrorCode.MODEL_FAILED;
                  case MODEL_TIMEOUT -> ErrorCode.MODEL_TIMEOUT;
                  case INCOMPLETE -> ErrorCode.ANSWER_INCOMPLETE;
                });
        case ChainOutcome.Cancelled cancelled ->
            new ModelEnd.Said(FinishReason.CANCELLED, begun.model(), Usage.NONE);
      };
    }

    @Override
    public synchronized void end() {
      ended = true;
      if (run != null) {
        run.cancel();
      }
    }
  }
}
