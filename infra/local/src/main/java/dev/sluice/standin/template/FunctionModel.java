package dev.sluice.standin.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A function of the template.
 *
 * @param logicalId its key in the template
 * @param name the name it is invoked by
 * @param arn its ARN without an alias
 * @param alias the alias that the template publishes
 * @param handler {@code package.Class} or {@code package.Class::method}
 * @param code the folder or zip that {@code CodeUri} names
 * @param memoryMegabytes the memory it would have
 * @param timeout how long an invocation may take
 * @param environment its variables, without those that the platform adds
 * @param async what happens to asynchronous invocations
 * @param reservedConcurrency how many invocations may run at once; absent = no limit of its own
 */
public record FunctionModel(
    String logicalId,
    String name,
    String arn,
    Optional<String> alias,
    String handler,
    Optional<Path> code,
    int memoryMegabytes,
    Duration timeout,
    Map<String, String> environment,
    AsyncSettings async,
    OptionalInt reservedConcurrency) {
  /** Copies the environment. */
  public FunctionModel {
    environment = Map.copyOf(environment);
  }

  /** The ARN that other resources of the template invoke: with the alias, when there is one. */
  public String invokedArn() {
    return alias.map(a -> arn + ":" + a).orElse(arn);
  }
}
