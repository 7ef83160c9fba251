package dev.sluice.log;

import java.util.Map;

/** Takes figures. Thread-safe. */
@FunctionalInterface
public interface Metrics {
  /** Takes none. */
  Metrics NONE = (event, figures, fields) -> {};

  /**
   * Writes what belongs to one event.
   *
   * @param event its name in snake_case
   * @param figures what is counted or measured of it
   * @param fields ids and words beside them, to be found in the log; never a token, key, question
   *     or answer
   */
  void write(String event, Map<Metric, ? extends Number> figures, Map<String, ?> fields);
}
