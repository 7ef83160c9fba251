package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a function's {@code Events}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html">EventSource</a>
 */
final class EventReader {
  private EventReader() {}

  static List<EventSource> read(String function, JsonNode events) {
    List<EventSource> sources = new ArrayList<>();
    for (Map.Entry<String, JsonNode> event : events.properties()) {
      String label = function + ".Events." + event.getKey();
      Properties properties =
          Properties.of(label + ".Properties", event.getValue().path("Properties"));
      EventSource source =
          switch (event.getValue().path("Type").asText()) {
            case "SQS" -> queue(function, properties);
            case "EventBridgeRule" -> rule(function, properties);
            case "Schedule" -> schedule(function, properties, "Schedule");
            case "ScheduleV2" -> schedule(function, properties, "ScheduleExpression");
            default ->
                throw Properties.of(label, event.getValue())
                    .refused("Type", "SQS, EventBridgeRule, Schedule or ScheduleV2");
          };
      if (isEnabled(properties)) {
        sources.add(source);
      }
    }
    return sources;
  }

  private static boolean isEnabled(Properties properties) {
    return properties.text("Enabled").orElse("true").equals("true")
        && !properties.text("State").orElse("ENABLED").equals("DISABLED");
  }

  private static EventSource queue(String function, Properties properties) {
    properties.allow(
        Set.of(
            "Queue",
            "BatchSize",
            "MaximumBatchingWindowInSeconds",
            "FunctionResponseTypes",
            "Enabled"),
        Set.of("ScalingConfig"));
    return new EventSource.Queue(
        function,
        properties.required("Queue"),
        properties.integer("BatchSize", 10),
        Duration.ofSeconds(properties.integer("MaximumBatchingWindowInSeconds", 0)),
        properties
            .node()
            .path("FunctionResponseTypes")
            .valueStream()
            .anyMatch(type -> type.asText().equals("ReportBatchItemFailures")));
  }

  private static EventSource rule(String function, Properties properties) {
    properties.allow(
        Set.of("Pattern", "State"),
        Set.of("DeadLetterConfig", "RetryPolicy", "RuleName", "Target"));
    return new EventSource.Rule(function, properties.nested("Pattern").node());
  }

  private static EventSource schedule(String function, Properties properties, String expression) {
    properties.allow(
        Set.of(expression, "Input", "Enabled", "State"),
        Set.of("DeadLetterConfig", "FlexibleTimeWindow", "Name", "RetryPolicy"));
    return new EventSource.Schedule(
        function, properties.required(expression), properties.node().path("Input"));
  }
}
