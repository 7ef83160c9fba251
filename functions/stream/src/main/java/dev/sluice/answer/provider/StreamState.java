package dev.sluice.answer.provider;

import dev.sluice.answer.Failure;
import dev.sluice.answer.ModelEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a call's stream beside its text. Written and read by the thread of the call.
 */
final class StreamState {
  /** The provider's word for why the answer is over. */
  private @Nullable String finish;

  /** The first thing that went wrong. */
  private ModelEvent.@Nullable Failed fault;

  /** Whether the provider has said that nothing more comes. */
  private boolean done;

  /** Whether the model has declined to answer. */
  private boolean refused;

  /** How many events have come. */
  private int events;

  void event() {
    events++;
  }

  void finish(String reason) {
    finish = reason;
  }

  void done() {
    done = true;
  }

  void refused() {
    refused = true;
  }

  void fault(Failure kind, String detail) {
    if (fault == null) {
      fault = new ModelEvent.Failed(kind, detail);
    }
  }

  boolean isDone() {
    return done;
  }

  boolean isRefused() {
    return refused;
  }

  /** Whether the text is complete: the provider said why it is over, or that it is. */
  boolean isComplete() {
    return done || finish != null;
  }

  Optional<String> finish() {
    return Optional.ofNullable(finish);
  }

  Optional<ModelEvent.Failed> fault() {
    return Optional.ofNullable(fault);
  }

  /** What to say of a stream that is over without having said so. */
  ModelEvent.Failed cut() {
    return new ModelEvent.Failed(
        Failure.BROKEN, "the stream broke off after " + events + " events");
  }
}
