package dev.sluice.standin.template;

import java.util.Optional;

/**
 * What the pseudo parameters of a template stand for.
 *
 * @param stackName {@code AWS::StackName}
 * @param region {@code AWS::Region}
 * @param accountId {@code AWS::AccountId}, twelve digits
 */
public record StackIdentity(String stackName, String region, String accountId) {
  static final String PARTITION = "aws";
  static final String URL_SUFFIX = "amazonaws.com";

  /** The identity of a local stack of the given name; no such region or account exists at AWS. */
  public static StackIdentity local(String stackName) {
    return new StackIdentity(stackName, "eu-local-1", "000000000000");
  }

  /** The ARN of a resource of a service in this account and region. */
  public String arn(String service, String resource) {
    return "arn:" + PARTITION + ":" + service + ":" + region + ":" + accountId + ":" + resource;
  }

  /** The value of a pseudo parameter other than {@code AWS::NoValue}; empty for other names. */
  Optional<String> pseudoParameter(String name) {
    return switch (name) {
      case "AWS::StackName" -> Optional.of(stackName);
      case "AWS::StackId" ->
          Optional.of(
              arn(
                  "cloudformation",
                  "stack/" + stackName + "/00000000-0000-0000-0000-000000000000"));
      case "AWS::Region" -> Optional.of(region);
      case "AWS::AccountId" -> Optional.of(accountId);
      case "AWS::Partition" -> Optional.of(PARTITION);
      case "AWS::URLSuffix" -> Optional.of(URL_SUFFIX);
      default -> Optional.empty();
    };
  }
}
