package dev.sluice.answer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Which models have failed lately: those are tried last for a while. A refusal does not count: it
 * is about one question, and a visitor must not be able to move a shop's models. Thread-safe; lives
 * as long as the function's process.
 */
final class ModelStanding {
  private final Duration pause;
  private final LongSupplier nanoTime;
  private final Map<String, Long> failedAt = new ConcurrentHashMap<>();

  ModelStanding(Duration pause, LongSupplier nanoTime) {
    this.pause = pause;
    this.nanoTime = nanoTime;
  }

  void failed(ChatModel model, Failure failure) {
    if (failure != Failure.REFUSED) {
      failedAt.put(model.id(), nanoTime.getAsLong());
    }
  }

  void succeeded(ChatModel model) {
    failedAt.remove(model.id());
  }

  /** The models in their order, those that have just failed after the others. */
  List<ChatModel> order(List<ChatModel> models) {
    long now = nanoTime.getAsLong();
    List<ChatModel> first = new ArrayList<>();
    List<ChatModel> last = new ArrayList<>();
    for (ChatModel model : models) {
      (hasJustFailed(model, now) ? last : first).add(model);
    }
    first.addAll(last);
    return first;
  }

  private boolean hasJustFailed(ChatModel model, long now) {
    Long at = failedAt.get(model.id());
    return at != null && now - at < pause.toNanos();
  }
}
