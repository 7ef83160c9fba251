package dev.sluice.answer.provider;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.TokenUsage;
import dev.sluice.answer.Failure;
import dev.sluice.answer.ModelCall;
import dev.sluice.answer.ModelEvent;
import dev.sluice.answer.ModelEvents;
import dev.sluice.answer.Prompt;
import dev.sluice.session.Usage;
import java.util.Objects;
import java.util.Optional;

/**
 * A call of a provider's model, on a virtual thread of its own. LangChain4j writes the request and
 * reads text and token counts from the events; whether and why the stream is over is judged from
 * what the exchange beneath it has seen.
 */
final class ProviderCall implements ModelCall {
  private final ProviderModel model;
  private final Prompt prompt;
  private final String soFar;
  private final ModelEvents events;
  private final Thread thread;

  /** Set once by whoever closes the call. */
  private volatile boolean closed;

  /** Whether the last event is given out, after which closing must not cut the connection. */
  private volatile boolean concluded;

  /** Whether text has come; the thread of the call only, like what follows. */
  private boolean spoke;

  private boolean unreadable;
  private Usage usage = Usage.NONE;

  ProviderCall(ProviderModel model, Prompt prompt, String soFar, ModelEvents events) {
    this.model = model;
    this.prompt = prompt;
    this.soFar = soFar;
    this.events = events;
    this.thread = Thread.ofVirtual().name(model.id()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    if (!concluded) {
      thread.interrupt();
    }
  }

  /** A request that the provider does not take as it is, is sent again without what it refuses. */
  private void run() {
    boolean again = true;
    while (again && !closed) {
      StreamState state = new StreamState();
      boolean prefix = !soFar.isEmpty() && model.continuesPrefix();
      ProviderExchange exchange =
          new ProviderExchange(
              model.provider(), new RequestEdits(model.unwanted(), prefix), state, watch(state));
      try {
        model
            .provider()
            .factory()
            .create(new FixedHttpClient(exchange), prefix)
            .chat(Conversation.of(prompt, soFar, prefix), handler());
      } catch (RuntimeException e) {
        state.fault(Failure.BROKEN, "LangChain4j: " + e.getClass().getSimpleName());
      }
      again = canDoWithout(exchange, prefix);
      if (!again) {
        conclude(state);
      }
    }
  }

  /** Whether the provider has refused something that the call can do without; remembers it. */
  private boolean canDoWithout(ProviderExchange exchange, boolean prefix) {
    Optional<ErrorReply> error = exchange.error();
    Optional<String> unwanted =
        error.flatMap(e -> e.unwanted(RequestEdits.optional(exchange.sentBody())));
    unwanted.ifPresent(model::refuses);
    boolean refusesPrefix =
        prefix && unwanted.isEmpty() && error.isPresent() && error.get().mayRefusePrefix();
    if (refusesPrefix) {
      model.refusesPrefix();
    }
    return unwanted.isPresent() || refusesPrefix;
  }

  private void conclude(StreamState state) {
    if (!concluded) {
      ModelEvent last = Verdict.of(state, spoke, usage);
      concluded = true;
      if (!closed) {
        events.accept(last);
      }
    }
  }

  private void pass(ModelEvent event) {
    if (!closed && !concluded) {
      events.accept(event);
    }
  }

  private ProviderExchange.CallListener watch(StreamState state) {
    return new ProviderExchange.CallListener() {
      @Override
      public void thinking() {
        pass(new ModelEvent.Thinking());
      }

      @Override
      public void complete() {
        conclude(state);
      }

      @Override
      public boolean hasFailed() {
        return unreadable;
      }
    };
  }

  private StreamingChatResponseHandler handler() {
    return new StreamingChatResponseHandler() {
      @Override
      public void onPartialResponse(String text) {
        spoke = true;
        pass(new ModelEvent.Text(text));
      }

      @Override
      public void onCompleteResponse(ChatResponse response) {
        TokenUsage counts = response.tokenUsage();
        if (counts != null) {
          usage =
              new Usage(
                  Objects.requireNonNullElse(counts.inputTokenCount(), 0),
                  Objects.requireNonNullElse(counts.outputTokenCount(), 0));
        }
      }

      @Override
      public void onError(Throwable error) {
        unreadable = true;
      }
    };
  }
}
