package dev.sluice.stream;

import dev.sluice.answer.ChainListener;
import dev.sluice.answer.Failure;
import dev.sluice.answer.ModelEvent;
import dev.sluice.log.EventLog;
import java.util.Map;

/** Writes what becomes of models to the log; a misconfigured one as what somebody must mend. */
final class ChainLog implements ChainListener {
  private final EventLog log;

  ChainLog(EventLog log) {
    this.log = log;
  }

  @Override
  public void firstText(String model) {
    log.info("model_first_text", Map.of("model", model));
  }

  @Override
  public void failed(String model, ModelEvent.Failed failure) {
    String event = failure.kind() == Failure.MISCONFIGURED ? "model_misconfigured" : "model_failed";
    log.warn(event, Map.of("model", model, "kind", failure.kind()));
  }
}
