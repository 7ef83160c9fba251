package dev.sluice.standin.policy;

import java.util.List;

/**
 * A policy, of a role or of a resource.
 *
 * @param name for messages
 * @param statements in no particular order
 */
public record Policy(String name, List<Statement> statements) {
  /** Copies the statements. */
  public Policy {
    statements = List.copyOf(statements);
  }

  boolean has(Effect effect, Principal principal, AccessRequest request) {
    return statements.stream()
        .anyMatch(
            statement -> statement.effect() == effect && statement.concerns(principal, request));
  }
}
