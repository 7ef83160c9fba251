package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A rule of the default event bus.
 *
 * @param logicalId its key in the template
 * @param arn its ARN
 * @param pattern as EventBridge defines it
 * @param targetArns queues and functions that get the events that match; none when it is disabled
 */
public record RuleModel(String logicalId, String arn, JsonNode pattern, List<String> targetArns) {
  /** Copies the list. */
  public RuleModel {
    targetArns = List.copyOf(targetArns);
  }
}
