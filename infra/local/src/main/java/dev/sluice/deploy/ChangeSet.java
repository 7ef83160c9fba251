package dev.sluice.deploy;

import java.util.List;

/**
 * Changes that CloudFormation has worked out and not made yet.
 *
 * @param id its ARN
 * @param stackId the stack's ARN
 * @param creates whether the stack is new
 * @param changes one line each, for people
 */
public record ChangeSet(String id, String stackId, boolean creates, List<String> changes) {
  /** Copies the list. */
  public ChangeSet {
    changes = List.copyOf(changes);
  }
}
