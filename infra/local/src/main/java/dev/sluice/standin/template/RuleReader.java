package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code AWS::Events::Rule}, with a pattern; there is no rule with a schedule here.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-events-rule.html">AWS::Events::Rule</a>
 */
final class RuleReader {
  private RuleReader() {}

  static RuleModel read(Resource resource, String arn) {
    Properties properties = resource.properties();
    properties.allow(Set.of("EventPattern", "Targets", "State"), Set.of("Name", "RoleArn"));
    List<String> targets = new ArrayList<>();
    for (JsonNode node : properties.node().path("Targets")) {
      Properties target = Properties.of(resource.logicalId() + ".Targets", node);
      target.allow(Set.of("Arn"), Set.of("Id", "DeadLetterConfig", "RetryPolicy", "RoleArn"));
      targets.add(target.required("Arn"));
    }
    if (properties.text("State").orElse("ENABLED").equals("DISABLED")) {
      targets.clear();
    }
    JsonNode pattern = properties.node().path("EventPattern");
    if (!pattern.isObject()) {
      throw properties.refused("EventPattern", "a mapping");
    }
    return new RuleModel(resource.logicalId(), arn, pattern, targets);
  }
}
