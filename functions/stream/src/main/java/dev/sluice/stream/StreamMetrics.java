package dev.sluice.stream;

import dev.sluice.gateway.Time;
import dev.sluice.log.Metric;
import dev.sluice.log.Metrics;
import dev.sluice.relay.Report;
import dev.sluice.session.Ask;
import dev.sluice.session.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the figures of each attempt at an answer. Thread-safe. */
final class StreamMetrics {
  private final Metrics metrics;
  private final Time time;

  StreamMetrics(Metrics metrics, Time time) {
    this.metrics = metrics;
    this.time = time;
  }

  void ended(Ask ask, int attempt, Report report) {
    Map<Metric, Number> figures = new EnumMap<>(Metric.class);
    figures.put(Metric.FRAMES, report.frames());
    figures.put(Metric.POSTS_RETRIED, report.retriedPosts());
    figures.put(Metric.RESUMES, report.resumes());
    figures.put(Metric.TAKEOVERS, attempt > 1 ? 1 : 0);
    if (attempt == 1 && report.firstTextNanos().isPresent()) {
      // both clocks are read now, so that the time since the question is one of the gateway's
      Duration ago = Duration.ofNanos(time.nanos() - report.firstTextNanos().getAsLong());
      figures.put(Metric.TIME_TO_FIRST_TOKEN, since(ask, time.now().minus(ago)));
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("stream", ask.id());
    fields.put("attempt", attempt);
    fields.put("characters", report.characters());
    fields.put("resumable", ask.resumable());
    report.ending().ifPresent(ending -> describe(ending, ask, figures, fields));
    fields.putIfAbsent("outcome", "given_back");
    metrics.write("stream_ended", figures, fields);
  }

  private void describe(
      Ending ending, Ask ask, Map<Metric, Number> figures, Map<String, Object> fields) {
    figures.put(Metric.ANSWERS_FAILED, ending instanceof Ending.Failed ? 1 : 0);
    figures.put(Metric.ANSWER_TIME, since(ask, time.now()));
    switch (ending) {
      case Ending.Done done -> {
        figures.put(Metric.TOKENS, done.usage().outputTokens());
        fields.put("outcome", "done");
        fields.put("finish_reason", done.reason().wireName());
        fields.put("model", done.model());
      }
      case Ending.Cancelled cancelled -> fields.put("outcome", "cancelled");
      case Ending.Failed failed -> {
        fields.put("outcome", "failed");
        fields.put("code", failed.code().wireName());
      }
    }
  }

  private static long since(Ask ask, Instant then) {
    return Math.max(0, Duration.between(ask.askedAt(), then).toMillis());
  }
}
