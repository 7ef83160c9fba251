package dev.sluice.deploy;

import java.util.Map;

/**
 * What is asked of CloudFormation.
 *
 * @param name the stack's
 * @param templateUrl where the template is
 * @param parameters those that get a value; others keep theirs, or their default
 */
public record StackRequest(String name, String templateUrl, Map<String, String> parameters) {
  /** Copies the map. */
  public StackRequest {
    parameters = Map.copyOf(parameters);
  }
}
