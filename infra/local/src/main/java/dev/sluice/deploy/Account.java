package dev.sluice.deploy;

import dev.sluice.aws.AwsClients;
import dev.sluice.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The account and region that is deployed to, with the caller's credentials, found as the AWS
 * command line finds them. Thread-safe.
 *
 * @param id twelve digits
 * @param region such as {@code eu-central-1}
 * @param caller the caller's ARN
 */
public record Account(
    String id, String region, String caller, AwsClients clients, Settings settings)
    implements AutoCloseable {

  /**
   * Finds out whose credentials these are.
   *
   * @param environment the caller's
   * @param wanted the region, if the caller has named one
   * @throws DeployException when there are no credentials, or no region
   */
  public static Account of(Map<String, String> environment, Optional<String> wanted) {
    Map<String, String> completed = new HashMap<>(environment);
    completed.put("AWS_REGION", wanted.orElseGet(() -> region(environment)));
    Settings settings = new Settings(completed);
    AwsClients clients = new AwsClients(settings);
    settings.check();
    try (StsClient sts = clients.configure(StsClient.builder(), "STS").build()) {
      var identity = sts.getCallerIdentity();
      return new Account(
          identity.account(), settings.text("AWS_REGION", ""), identity.arn(), clients, settings);
    } catch (SdkException e) {
      throw new DeployException(
          "no AWS credentials that work: run 'aws configure' or 'aws sso login', or set AWS_PROFILE"
              + " ("
              + firstLine(e)
              + ")",
          e);
    }
  }

  private static String region(Map<String, String> environment) {
    Settings settings = new Settings(environment);
    return settings
        .text("AWS_REGION")
        .or(() -> settings.text("AWS_DEFAULT_REGION"))
        .orElseGet(
            () -> {
              try {
                return new DefaultAwsRegionProviderChain().getRegion().id();
              } catch (SdkClientException e) {
                throw new DeployException(
                    "no region: give --region, for example --region eu-central-1", e);
              }
            });
  }

  CloudFormationClient cloudFormation() {
    return clients.configure(CloudFormationClient.builder(), "CLOUDFORMATION").build();
  }

  LambdaClient lambda() {
    return clients.configure(LambdaClient.builder(), "LAMBDA").build();
  }

  /** Calls for which no client is at hand. */
  SignedCalls calls() {
    return new SignedCalls(region, settings);
  }

  SsmClient ssm() {
    return clients.configure(SsmClient.builder(), "SSM").build();
  }

  /** Names of buckets go into the path where an endpoint is given: it has no subdomains. */
  S3Client s3() {
    return clients
        .configure(S3Client.builder(), "S3")
        .forcePathStyle(settings.text("AWS_ENDPOINT_URL_S3").isPresent())
        .build();
  }

  /** What went wrong, in one line. */
  static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    clients.close();
  }
}
