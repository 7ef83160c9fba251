package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standin.policy.Policy;
import dev.sluice.standin.policy.PolicyReader;
import dev.sluice.standin.policy.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads what a function's role may do: what the template attaches, and what SAM's translator adds
 * of its own (seen in aws-sam-translator 1.115): the log, traces, the queues that it reads, the
 * destinations of its asynchronous invocations.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html#sam-function-policies">Policies
 *     of AWS::Serverless::Function</a>
 */
final class RoleReader {
  private static final String ROLE = "AWS::IAM::Role";
  private static final String POLICY = "AWS::IAM::Policy";
  private static final String MANAGED_POLICY = "AWS::IAM::ManagedPolicy";

  private final ResourceNames names;
  private final ObjectNode resources;

  /**
   * @param resources of the template, unresolved
   */
  RoleReader(ResourceNames names, ObjectNode resources) {
    this.names = names;
    this.resources = resources;
  }

  /**
   * The role of a function.
   *
   * @param function what else is known of it
   * @param resolved its properties
   */
  Role read(FunctionModel function, JsonNode resolved) {
    Properties properties = Properties.of(function.logicalId(), resolved);
    List<Policy> policies = new ArrayList<>();
    Optional<String> given = properties.text("Role");
    String id = given.map(this::roleOfArn).orElse(function.logicalId() + "Role");
    if (given.isPresent()) {
      policies.addAll(ofRole(id)); // SAM then adds nothing, and passes Policies over
    } else {
      policies.addAll(inline(function.logicalId(), resolved.path("Policies")));
      policies.addAll(added(function, resolved));
    }
    policies.addAll(attached(id));
    return new Role(names.roleName(id), names.identity().accountId(), function.name(), policies);
  }

  private String roleOfArn(String arn) {
    return ofType(ROLE)
        .filter(id -> names.arn(id).equals(arn))
        .findFirst()
        .orElseThrow(
            () -> new TemplateException("The role " + arn + " is not one of the template"));
  }

  /** SAM's {@code Policies}: documents, and names of managed policies, one or many. */
  private List<Policy> inline(String function, JsonNode node) {
    List<Policy> policies = new ArrayList<>();
    List<JsonNode> all = node.isArray() ? node.valueStream().toList() : List.of(node);
    for (JsonNode policy : all) {
      String label = function + ".Policies";
      if (policy.isTextual()) {
        policies.add(managed(label, policy.textValue()));
      } else if (policy.has("Statement")) {
        policies.add(new PolicyReader(label).ofRole(policy));
      } else if (!policy.isMissingNode()) {
        throw new TemplateException(
            label + " has " + policy + ": SAM's policy templates are not available locally");
      }
    }
    return policies;
  }

  private List<Policy> added(FunctionModel function, JsonNode resolved) {
    String label = function.logicalId() + "'s role";
    List<Policy> policies = new ArrayList<>();
    policies.add(managed(label, ManagedPolicies.BASIC));
    if (resolved.path("Tracing").asText().equals("Active")) {
      policies.add(managed(label, ManagedPolicies.TRACING));
    }
    if (resolved
        .path("Events")
        .valueStream()
        .anyMatch(e -> e.path("Type").asText().equals("SQS"))) {
      policies.add(managed(label, ManagedPolicies.QUEUE));
    }
    AsyncSettings async = function.async();
    Stream.of(async.onSuccess(), async.onFailure(), async.deadLetters())
        .flatMap(Optional::stream)
        .map(queue -> ManagedPolicies.allowing("sqs:SendMessage", queue))
        .forEach(document -> policies.add(new PolicyReader(label).ofRole(document)));
    return policies;
  }

  private List<Policy> ofRole(String id) {
    Properties role = resolved(id);
    role.allow(
        Set.of("Policies", "ManagedPolicyArns", "RoleName"),
        Set.of("AssumeRolePolicyDocument", "MaxSessionDuration", "Path"));
    List<Policy> policies = new ArrayList<>();
    for (JsonNode policy : role.node().path("Policies")) {
      policies.add(new PolicyReader(id).ofRole(policy.path("PolicyDocument")));
    }
    for (JsonNode arn : role.node().path("ManagedPolicyArns")) {
      policies.add(managed(id, arn.asText()));
    }
    return policies;
  }

  /** A policy of AWS, or one of the template. */
  private Policy managed(String label, String name) {
    Optional<JsonNode> known = ManagedPolicies.find(name);
    if (known.isPresent()) {
      return new PolicyReader(label).ofRole(known.get());
    }
    return ofType(MANAGED_POLICY)
        .filter(id -> names.arn(id).equals(name))
        .findFirst()
        .map(id -> new PolicyReader(id).ofRole(resolved(id).node().path("PolicyDocument")))
        .orElseThrow(
            () ->
                new TemplateException(
                    label + " has the policy " + name + ", which is not available locally"));
  }

  /** Policies that name the role, rather than the role them. */
  private List<Policy> attached(String role) {
    List<Policy> policies = new ArrayList<>();
    Stream.concat(ofType(POLICY), ofType(MANAGED_POLICY))
        .forEach(
            id -> {
              Properties policy = resolved(id);
              if (policy
                  .node()
                  .path("Roles")
                  .valueStream()
                  .anyMatch(name -> name.asText().equals(names.roleName(role)))) {
                policies.add(new PolicyReader(id).ofRole(policy.node().path("PolicyDocument")));
              }
            });
    return policies;
  }

  private Stream<String> ofType(String type) {
    return resources
        .propertyStream()
        .filter(resource -> resource.getValue().path("Type").asText().equals(type))
        .map(Map.Entry::getKey);
  }

  private Properties resolved(String id) {
    return Properties.of(id, names.evaluator().resolve(resources.path(id).path("Properties")));
  }
}
