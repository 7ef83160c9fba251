package dev.sluice.aws;

import dev.sluice.log.Metric;
import dev.sluice.log.Metrics;
import dev.sluice.settings.Settings;
import java.util.Map;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;
import software.amazon.lambda.powertools.metrics.MetricsBuilder;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Writes figures as log lines from which CloudWatch makes metrics without a call; one line an
 * event. The only dimension is the stack ({@code Service}), since each further one is billed.
 * Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
 *     metric format</a>
 */
public final class EmfMetrics implements Metrics {
  /** Where CloudWatch keeps them. */
  public static final String NAMESPACE = "Sluice";

  private final software.amazon.lambda.powertools.metrics.Metrics metrics;

  private EmfMetrics(software.amazon.lambda.powertools.metrics.Metrics metrics) {
    this.metrics = metrics;
  }

  /**
   * For the stack that {@code POWERTOOLS_SERVICE_NAME} names; all of one process share it. Lines go
   * to {@link System#out}, on Lambda and elsewhere: nothing is looked for over the network.
   */
  public static EmfMetrics of(Settings settings) {
    EnvironmentConfigurationProvider.getConfig().setEnvironmentOverride(Environments.Lambda);
    return new EmfMetrics(
        MetricsBuilder.builder()
            .withNamespace(NAMESPACE)
            .withService(settings.text("POWERTOOLS_SERVICE_NAME", "sluice"))
            .build());
  }

  @Override
  public void write(String event, Map<Metric, ? extends Number> figures, Map<String, ?> fields) {
    metrics.flushMetrics(
        line -> {
          line.addMetadata("event", event);
          fields.forEach((name, value) -> line.addMetadata(name, value.toString()));
          figures.forEach(
              (metric, figure) ->
                  line.addMetric(
                      metric.title(),
                      figure.doubleValue(),
                      metric.inMillis() ? MetricUnit.MILLISECONDS : MetricUnit.COUNT));
        });
  }
}
