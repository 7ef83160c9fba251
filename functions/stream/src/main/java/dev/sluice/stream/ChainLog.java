package dev.sluice.stream;

import dev.sluice.answer.ChainListener;
import dev.sluice.answer.Failure;
import dev.sluice.answer.ModelEvent;
import dev.sluice.log.EventLog;
import dev.sluice.log.Metric;
import dev.sluice.log.Metrics;
import java.util.Map;

/** Writes what becomes of models to the log; a misconfigured one as what somebody must mend. */
final class ChainLog implements ChainListener {
  private final EventLog log;
  private final Metrics metrics;

  ChainLog(EventLog log, Metrics metrics) {
    this.log = log;
    this.metrics = metrics;
  }

  @Override
  public void firstText(String model) {
    log.info("model_first_text", Map.of("model", model));
  }

  @Override
  public void failed(String model, ModelEvent.Failed failure) {
    Map<String, Object> fields = Map.of("model", model, "kind", failure.kind());
    if (failure.kind() == Failure.MISCONFIGURED) {
      log.warn("model_misconfigured", fields);
      metrics.write("model_misconfigured", Map.of(Metric.MODELS_MISCONFIGURED, 1), fields);
    } else {
      log.warn("model_failed", fields);
    }
  }
}
