package dev.sluice.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One thing that the template allows, which can be taken away: a statement or one of its actions,
 * resources, or values of a condition.
 *
 * @param to the logical id of the function, or the service, that is allowed it
 * @param actions of the statement, or the one that is taken away
 * @param what it is, for people
 * @param path where it is in the template
 */
record Grant(String to, Set<String> actions, String what, List<Object> path) {
  /** Services that no function reaches locally. */
  private static final Set<String> NOT_SERVED = Set.of("bedrock", "kms", "logs", "xray");

  /** Conditions of the template that the tests' stack does not meet; {@link SecretsTest} does. */
  private static final Set<String> NOT_BY_DEFAULT = Set.of("EmbedsByApi");

  @Override
  public String toString() {
    return to + " " + what;
  }

  /** The template without it; the given one stays as it is. */
  ObjectNode takenFrom(ObjectNode template) {
    ObjectNode copy = template.deepCopy();
    JsonNode parent = at(copy, path.subList(0, path.size() - 1));
    Object last = path.getLast();
    if (last instanceof Integer index) {
      ((ArrayNode) parent).remove(index);
    } else {
      ((ObjectNode) parent).remove((String) last);
    }
    return copy;
  }

  private static JsonNode at(JsonNode root, List<Object> path) {
    JsonNode node = root;
    for (Object step : path) {
      node = step instanceof Integer index ? node.path(index) : node.path((String) step);
    }
    return node;
  }

  /** All that a template allows its functions, and services at its queues. */
  static List<Grant> all(ObjectNode template) {
    List<Grant> grants = new ArrayList<>();
    for (Map.Entry<String, JsonNode> resource : template.path("Resources").properties()) {
      String id = resource.getKey();
      List<Object> properties = List.of("Resources", id, "Properties");
      switch (resource.getValue().path("Type").asText()) {
        case "AWS::Serverless::Function" ->
            policies(grants, id, template, path(properties, "Policies"));
        case "AWS::SQS::QueuePolicy" ->
            statements(
                grants,
                "events.amazonaws.com",
                template,
                path(properties, "PolicyDocument", "Statement"));
        default -> {} // allows nobody anything
      }
    }
    return grants;
  }

  /** Documents lie in lists and behind conditions. */
  private static void policies(
      List<Grant> grants, String to, ObjectNode template, List<Object> path) {
    JsonNode node = at(template, path);
    if (node.has("Statement")) {
      statements(grants, to, template, path(path, "Statement"));
    } else if (node.has("Fn::If")
        && !NOT_BY_DEFAULT.contains(node.path("Fn::If").path(0).asText())) {
      policies(grants, to, template, path(path, "Fn::If"));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        policies(grants, to, template, path(path, i));
      }
    }
  }

  private static void statements(
      List<Grant> grants, String to, ObjectNode template, List<Object> path) {
    JsonNode node = at(template, path);
    for (int i = 0; i < node.size(); i++) {
      ofStatement(grants, to, node.get(i), path(path, i));
    }
  }

  private static void ofStatement(
      List<Grant> grants, String to, JsonNode statement, List<Object> path) {
    JsonNode actions = statement.path("Action");
    Set<String> all =
        actions.isTextual()
            ? Set.of(actions.textValue())
            : actions.valueStream().map(JsonNode::asText).collect(Collectors.toSet());
    if (all.stream().allMatch(action -> NOT_SERVED.contains(action.replaceFirst(":.*", "")))) {
      return;
    }
    if (all.size() == 1) {
      grants.add(new Grant(to, all, all + " of " + scope(statement), path));
    } else {
      for (int i = 0; i < actions.size(); i++) {
        String action = actions.get(i).asText();
        grants.add(
            new Grant(
                to, Set.of(action), action + " of " + scope(statement), path(path, "Action", i)));
      }
    }
    each(statement.path("Resource"), path(path, "Resource"), to, all, grants);
    statement
        .path("Condition")
        .properties()
        .forEach(
            operator ->
                operator
                    .getValue()
                    .properties()
                    .forEach(
                        key ->
                            each(
                                key.getValue(),
                                path(path, "Condition", operator.getKey(), key.getKey()),
                                to,
                                all,
                                grants)));
  }

  private static void each(
      JsonNode list, List<Object> path, String to, Set<String> actions, List<Grant> grants) {
    for (int i = 0; list.isArray() && list.size() > 1 && i < list.size(); i++) {
      grants.add(new Grant(to, actions, actions + " for " + list.get(i), path(path, i)));
    }
  }

  private static String scope(JsonNode statement) {
    return statement.path("Resource")
        + (statement.has("Condition") ? " if " + statement.get("Condition") : "");
  }

  private static List<Object> path(List<Object> path, Object... more) {
    List<Object> longer = new ArrayList<>(path);
    longer.addAll(List.of(more));
    return longer;
  }
}
