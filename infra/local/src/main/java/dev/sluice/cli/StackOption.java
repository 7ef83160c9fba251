package dev.sluice.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which stack, and where. */
final class StackOption {
  @Option(
      names = "--stack",
      paramLabel = "NAME",
      defaultValue = "sluice",
      description = "The stack's name (default: ${DEFAULT-VALUE}).")
  private String name = "sluice";

  @Option(
      names = "--region",
      paramLabel = "R",
      description = "The region (default: as the AWS command line finds it).")
  private @Nullable String region;

  /**
   * @throws CommandFailure when CloudFormation or Parameter Store would not take it
   */
  String name() {
    if (!name.matches("[a-zA-Z][a-zA-Z0-9-]{0,39}") || name.matches("(?i)(aws|ssm).*")) {
      throw new CommandFailure(
          "expected --stack with 1 to 40 letters, digits and hyphens, not beginning with aws or"
              + " ssm, but got "
              + name);
    }
    return name;
  }

  Optional<String> region() {
    return Optional.ofNullable(region);
  }
}
