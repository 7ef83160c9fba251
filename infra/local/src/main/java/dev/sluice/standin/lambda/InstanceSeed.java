package dev.sluice.standin.lambda;

import dev.sluice.standin.access.Caller;
import java.util.Map;

/**
 * What a new instance of a function is made from.
 *
 * @param environment all of its variables, its access key among them
 * @param caller whom the stack knows it as
 */
public record InstanceSeed(Map<String, String> environment, Caller caller) {
  /** Copies the environment. */
  public InstanceSeed {
    environment = Map.copyOf(environment);
  }
}
