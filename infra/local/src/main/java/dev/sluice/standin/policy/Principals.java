package dev.sluice.standin.policy;

import java.util.Set;

/**
 * Whom a statement is about.
 *
 * @param everyone whether it is about all
 * @param services such as {@code events.amazonaws.com}
 * @param arns of roles and sessions, and ids and root ARNs of accounts
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">IAM
 *     JSON policy elements: Principal</a>
 */
record Principals(boolean everyone, Set<String> services, Set<String> arns) {
  /** Copies the sets. */
  Principals {
    services = Set.copyOf(services);
    arns = Set.copyOf(arns);
  }

  /** Of a statement that is attached to a role: whoever has the role. */
  static final Principals EVERYONE = new Principals(true, Set.of(), Set.of());

  /**
   * An account as principal leaves it to the account's own policies who of it may, so it allows
   * nobody by itself; but a denial for it is one for all of it.
   */
  boolean include(Principal principal, Effect effect) {
    if (everyone) {
      return true;
    }
    return switch (principal) {
      case Principal.Service service -> services.contains(service.name());
      case Principal.Function function -> {
        Role role = function.role();
        yield arns.contains(role.arn())
            || arns.contains(role.sessionArn())
            || (effect == Effect.DENY
                && (arns.contains(role.account()) || arns.contains(role.rootArn())));
      }
    };
  }
}
