package dev.sluice.standin.policy;

import java.util.List;

/**
 * A statement of a policy.
 *
 * @param conditions all of which must hold
 */
record Statement(
    Effect effect,
    Principals principals,
    Patterns actions,
    Patterns resources,
    List<Condition> conditions) {
  /** Copies the conditions. */
  Statement {
    conditions = List.copyOf(conditions);
  }

  /** Whether it is about the request; its context must have the keys that all requests have. */
  boolean concerns(Principal principal, AccessRequest request) {
    return principals.include(principal, effect)
        && actions.include(pattern -> Wildcards.matchesAnyCase(pattern, request.action()))
        && resources.include(pattern -> Wildcards.matchesArn(pattern, request.resource()))
        && conditions.stream().allMatch(condition -> condition.holds(request.context()));
  }
}
