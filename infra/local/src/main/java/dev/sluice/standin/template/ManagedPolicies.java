package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * AWS's own policies that SAM attaches to functions, or that are often attached to them: what they
 * allow of services that are served here.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html">AWS
 *     managed policy reference</a>
 */
final class ManagedPolicies {
  static final String BASIC = "AWSLambdaBasicExecutionRole";
  static final String TRACING = "AWSXrayWriteOnlyAccess";
  static final String QUEUE = "AWSLambdaSQSQueueExecutionRole";

  private static final Map<String, List<String>> ACTIONS =
      Map.of(
          BASIC,
          List.of(),
          TRACING,
          List.of(),
          "AWSXRayDaemonWriteAccess",
          List.of(),
          "AWSLambdaVPCAccessExecutionRole",
          List.of(),
          "CloudWatchLambdaInsightsExecutionRolePolicy",
          List.of(),
          QUEUE,
          List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"));

  private ManagedPolicies() {}

  /**
   * The document of a policy.
   *
   * @param name its name, or its ARN
   * @return empty when it is not known here
   */
  static Optional<JsonNode> find(String name) {
    return Optional.ofNullable(ACTIONS.get(name.substring(name.lastIndexOf('/') + 1)))
        .map(ManagedPolicies::document);
  }

  private static JsonNode document(List<String> actions) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode statements = document.putArray("Statement");
    if (!actions.isEmpty()) {
      ObjectNode statement = statements.addObject().put("Effect", "Allow").put("Resource", "*");
      actions.forEach(statement.putArray("Action")::add);
    }
    return document;
  }

  /** A document that allows one action on one resource. */
  static JsonNode allowing(String action, String resource) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document
        .putObject("Statement")
        .put("Effect", "Allow")
        .put("Action", action)
        .put("Resource", resource);
    return document;
  }
}
