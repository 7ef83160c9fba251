package dev.sluice.standin.policy;

import java.util.List;
import java.util.Map;

/**
 * All that is allowed in a stack. Immutable.
 *
 * @param roles of the functions, by logical id
 * @param resourcePolicies by the ARN of what they are attached to
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-id-rdp.html">Evaluating
 *     identity-based policies with resource-based policies</a>
 */
public record Permissions(Map<String, Role> roles, Map<String, List<Policy>> resourcePolicies) {
  /** Copies the maps. */
  public Permissions {
    roles = Map.copyOf(roles);
    resourcePolicies = Map.copyOf(resourcePolicies);
  }

  /**
   * A denial anywhere wins; else one allowance is enough, of the role or of the resource, as both
   * are of one account; else it is denied.
   */
  public Decision decide(Principal principal, AccessRequest request) {
    AccessRequest whole = withGlobalKeys(principal, request);
    List<Policy> identity =
        principal instanceof Principal.Function function ? function.role().policies() : List.of();
    List<Policy> resource = ofResource(request.resource());
    if (any(identity, Effect.DENY, principal, whole)) {
      return new Decision.Denied("with an explicit deny in an identity-based policy");
    }
    if (any(resource, Effect.DENY, principal, whole)) {
      return new Decision.Denied("with an explicit deny in a resource-based policy");
    }
    if (any(identity, Effect.ALLOW, principal, whole)
        || any(resource, Effect.ALLOW, principal, whole)) {
      return new Decision.Allowed();
    }
    String kind = principal instanceof Principal.Function ? "identity-based" : "resource-based";
    return new Decision.Denied(
        "because no " + kind + " policy allows the " + request.action() + " action");
  }

  private static boolean any(
      List<Policy> policies, Effect effect, Principal principal, AccessRequest request) {
    return policies.stream().anyMatch(policy -> policy.has(effect, principal, request));
  }

  /** A bucket's policy is also that of its objects. */
  private List<Policy> ofResource(String arn) {
    int slash = arn.startsWith("arn:aws:s3:::") ? arn.indexOf('/') : -1;
    return resourcePolicies.getOrDefault(slash < 0 ? arn : arn.substring(0, slash), List.of());
  }

  /** In the cloud every call is encrypted, so here each counts as such. */
  private static AccessRequest withGlobalKeys(Principal principal, AccessRequest request) {
    AccessRequest whole = request.with("aws:SecureTransport", List.of("true"));
    return principal instanceof Principal.Function function
        ? whole
            .with("aws:PrincipalArn", List.of(function.role().arn()))
            .with("aws:PrincipalAccount", List.of(function.role().account()))
        : whole;
  }
}
