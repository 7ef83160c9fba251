package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code AWS::Serverless::Function}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html">AWS::Serverless::Function</a>
 */
final class FunctionReader {
  private static final Set<String> USED =
      Set.of(
          "FunctionName",
          "Handler",
          "Runtime",
          "CodeUri",
          "MemorySize",
          "Timeout",
          "Environment",
          "Events",
          "EventInvokeConfig",
          "DeadLetterQueue",
          "AutoPublishAlias",
          "ReservedConcurrentExecutions",
          "PackageType",
          "Policies",
          "Role",
          "Tracing");
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "Architectures",
          "AssumeRolePolicyDocument",
          "AutoPublishAliasAllProperties",
          "AutoPublishCodeSha256",
          "CodeSigningConfigArn",
          "DeploymentPreference",
          "EphemeralStorage",
          "KmsKeyArn",
          "LoggingConfig",
          "ProvisionedConcurrencyConfig",
          "RecursiveLoop",
          "RolePath",
          "RuntimeManagementConfig",
          "SnapStart",
          "VersionDescription");

  private final ResourceNames names;
  private final Path folder;

  /**
   * @param folder the template's folder, to which {@code CodeUri} is relative
   */
  FunctionReader(ResourceNames names, Path folder) {
    this.names = names;
    this.folder = folder;
  }

  FunctionModel read(String logicalId, JsonNode resolved) {
    Properties properties = Properties.of(logicalId, resolved);
    properties.allow(USED, WITHOUT_EFFECT);
    if (!properties.required("Runtime").startsWith("java")) {
      throw properties.refused("Runtime", "a Java runtime");
    }
    if (!properties.text("PackageType").orElse("Zip").equals("Zip")) {
      throw properties.refused("PackageType", "Zip");
    }
    return new FunctionModel(
        logicalId,
        names.name(logicalId),
        names.arn(logicalId),
        names.alias(logicalId),
        properties.required("Handler"),
        code(properties),
        properties.integer("MemorySize", 128, 128, 10_240),
        Duration.ofSeconds(properties.integer("Timeout", 3, 1, 900)),
        environment(properties.nested("Environment").nested("Variables")),
        AsyncSettings.read(
            logicalId, resolved.path("EventInvokeConfig"), resolved.path("DeadLetterQueue")),
        properties.integer("ReservedConcurrentExecutions"));
  }

  private Optional<Path> code(Properties properties) {
    return properties
        .text("CodeUri")
        .filter(uri -> !uri.startsWith("s3://"))
        .map(uri -> folder.resolve(uri).normalize());
  }

  private static Map<String, String> environment(Properties variables) {
    Map<String, String> environment = new HashMap<>();
    variables
        .node()
        .fieldNames()
        .forEachRemaining(name -> environment.put(name, variables.required(name)));
    return environment;
  }
}
