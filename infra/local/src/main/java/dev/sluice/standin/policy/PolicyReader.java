package dev.sluice.standin.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads policies. What cannot be decided locally is refused by name, so that nothing is allowed or
 * denied by being overlooked.
 *
 * @param label names the policy in messages
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar
 *     of the IAM JSON policy language</a>
 */
public record PolicyReader(String label) {
  private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");
  private static final Set<String> DOCUMENT = Set.of("Version", "Id", "Statement");
  private static final Set<String> STATEMENT =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  /**
   * A policy of a role.
   *
   * @throws PolicyException for what is wrong, unknown, or not available locally
   */
  public Policy ofRole(JsonNode document) {
    return read(document, false);
  }

  /**
   * A policy of a resource, whose statements say whom they are about.
   *
   * @throws PolicyException for what is wrong, unknown, or not available locally
   */
  public Policy ofResource(JsonNode document) {
    return read(document, true);
  }

  private Policy read(JsonNode document, boolean withPrincipals) {
    onlyKnown(document, DOCUMENT);
    if (document.has("Version") && !VERSIONS.contains(document.get("Version").asText())) {
      throw refused("the Version " + document.get("Version"));
    }
    List<Statement> statements = new ArrayList<>();
    for (JsonNode statement : list(document.path("Statement"))) {
      onlyKnown(statement, STATEMENT);
      if (statement.has("Principal") != withPrincipals) {
        throw new PolicyException(
            label
                + (withPrincipals ? " needs a Principal in " : " has a Principal in ")
                + statement);
      }
      if (!isOfServicesNotServed(statement)) {
        statements.add(statement(statement, withPrincipals));
      }
    }
    return new Policy(label, statements);
  }

  private static boolean isOfServicesNotServed(JsonNode statement) {
    return statement.has("Action")
        && list(statement.get("Action")).stream()
            .allMatch(action -> KnownNames.isOfServiceNotServed(action.asText()));
  }

  private Statement statement(JsonNode statement, boolean withPrincipals) {
    Effect effect =
        switch (statement.path("Effect").asText()) {
          case "Allow" -> Effect.ALLOW;
          case "Deny" -> Effect.DENY;
          default -> throw refused("the Effect " + statement.path("Effect"));
        };
    return new Statement(
        effect,
        withPrincipals ? principals(statement.get("Principal")) : Principals.EVERYONE,
        actions(statement),
        resources(statement),
        conditions(statement.path("Condition")));
  }

  private Patterns actions(JsonNode statement) {
    Patterns actions = patterns(statement, "Action");
    for (String action : actions.patterns()) {
      if (!KnownNames.isAction(action) && !KnownNames.isOfServiceNotServed(action)) {
        throw refused("the action " + action);
      }
    }
    return actions;
  }

  private Patterns resources(JsonNode statement) {
    Patterns resources = patterns(statement, "Resource");
    for (String resource : resources.patterns()) {
      if (!Wildcards.isArnPattern(resource)) {
        throw refused("the resource " + resource + ", which is neither * nor an ARN");
      }
    }
    return resources;
  }

  /** An element, or its opposite: exactly one of them must be there. */
  private Patterns patterns(JsonNode statement, String element) {
    boolean except = statement.has("Not" + element);
    if (except == statement.has(element)) {
      throw new PolicyException(
          label + " needs either " + element + " or Not" + element + " in " + statement);
    }
    return new Patterns(texts(statement.get(except ? "Not" + element : element)), except);
  }

  private Principals principals(JsonNode principal) {
    if (principal.isTextual() && principal.textValue().equals("*")) {
      return Principals.EVERYONE;
    }
    onlyKnown(principal, Set.of("AWS", "Service", "CanonicalUser", "Federated")); // others call not
    Set<String> accounts = new HashSet<>(texts(principal.path("AWS")));
    return new Principals(
        accounts.remove("*"), new HashSet<>(texts(principal.path("Service"))), accounts);
  }

  private List<Condition> conditions(JsonNode node) {
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<String, JsonNode> operator : node.properties()) {
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        conditions.add(
            new ConditionReader(label, operator.getKey())
                .read(key.getKey(), texts(key.getValue())));
      }
    }
    return conditions;
  }

  /** One text or many. */
  private List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list(node)) {
      if (!item.isValueNode()) {
        throw refused(item.toString());
      }
      if (item.asText().contains("${")) {
        throw refused("the policy variable in " + item.asText());
      }
      texts.add(item.asText());
    }
    return texts;
  }

  private static List<JsonNode> list(JsonNode node) {
    if (node.isMissingNode()) {
      return List.of();
    }
    return node.isArray() ? node.valueStream().toList() : List.of(node);
  }

  private void onlyKnown(JsonNode node, Set<String> known) {
    if (!node.isObject()) {
      throw refused(node.toString());
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw refused("the element " + name);
              }
            });
  }

  private PolicyException refused(String what) {
    return refused(label, what);
  }

  static PolicyException refused(String label, String what) {
    return new PolicyException(label + " has " + what + ", which is not available locally");
  }
}
