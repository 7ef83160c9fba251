package dev.sluice.standin.template;

import static dev.sluice.standin.template.ResourceTypes.API;
import static dev.sluice.standin.template.ResourceTypes.BUCKET;
import static dev.sluice.standin.template.ResourceTypes.FUNCTION;
import static dev.sluice.standin.template.ResourceTypes.PARAMETER;
import static dev.sluice.standin.template.ResourceTypes.QUEUE;
import static dev.sluice.standin.template.ResourceTypes.RULE;
import static dev.sluice.standin.template.ResourceTypes.SAM_API;
import static dev.sluice.standin.template.ResourceTypes.SECRET;
import static dev.sluice.standin.template.ResourceTypes.SIMPLE_TABLE;
import static dev.sluice.standin.template.ResourceTypes.STAGE;
import static dev.sluice.standin.template.ResourceTypes.TABLE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The names, addresses and ARNs that resources have locally: what {@code Ref} and {@code
 * Fn::GetAtt} give. A resource without a name of its own is called {@code <stack>-<logical id>}, so
 * that it is found again after a restart.
 */
final class ResourceNames implements Evaluator.Names {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final StackIdentity identity;
  private final Map<String, JsonNode> parameters;
  private final ObjectNode resources;
  private final Evaluator evaluator;

  ResourceNames(StackIdentity identity, Map<String, JsonNode> parameters, ObjectNode template) {
    this.identity = identity;
    this.parameters = parameters;
    this.resources = template.withObject("/Resources");
    this.evaluator = new Evaluator(this, template.path("Conditions"), template.path("Mappings"));
  }

  /** The evaluator that resolves names through this. */
  Evaluator evaluator() {
    return evaluator;
  }

  @Override
  public JsonNode ref(String name) {
    if (name.equals("AWS::NoValue")) {
      return MissingNode.getInstance();
    }
    if (parameters.containsKey(name)) {
      return parameters.get(name);
    }
    Optional<String> pseudo = identity.pseudoParameter(name);
    if (pseudo.isPresent()) {
      return JSON.textNode(pseudo.get());
    }
    if (isRoleOfSam(name)) {
      return JSON.textNode(roleName(name));
    }
    if (name.contains(".")) {
      String[] parts = name.split("\\.", 2);
      return attribute(parts[0], parts[1]);
    }
    return JSON.textNode(reference(name));
  }

  @Override
  public JsonNode attribute(String logicalId, String attribute) {
    if (attribute.equals("Arn") && isRoleOfSam(logicalId)) {
      return JSON.textNode(global("iam", "role/" + roleName(logicalId)));
    }
    String value =
        attribute.equals("Arn") ? arn(logicalId) : special(logicalId, type(logicalId), attribute);
    return JSON.textNode(value);
  }

  /** The physical name of a resource. */
  String name(String logicalId) {
    String type = type(logicalId);
    Optional<String> own =
        switch (type) {
          case FUNCTION -> property(logicalId, "FunctionName");
          case TABLE, SIMPLE_TABLE -> property(logicalId, "TableName");
          case BUCKET -> property(logicalId, "BucketName");
          case QUEUE -> property(logicalId, "QueueName");
          case "AWS::Logs::LogGroup" -> property(logicalId, "LogGroupName");
          case "AWS::IAM::Role" -> property(logicalId, "RoleName");
          case PARAMETER -> property(logicalId, "Name");
          case SECRET -> property(logicalId, "Name");
          default -> Optional.empty();
        };
    String derived = identity.stackName() + "-" + logicalId;
    return own.orElse(type.equals(BUCKET) ? derived.toLowerCase(Locale.ROOT) : derived);
  }

  /** The ARN of a resource, without a function's alias. */
  String arn(String logicalId) {
    String name = name(logicalId);
    String type = type(logicalId);
    return switch (type) {
      case FUNCTION -> identity.arn("lambda", "function:" + name);
      case TABLE, SIMPLE_TABLE -> identity.arn("dynamodb", "table/" + name);
      case BUCKET -> "arn:" + StackIdentity.PARTITION + ":s3:::" + name;
      case QUEUE -> identity.arn("sqs", name);
      case "AWS::Logs::LogGroup" -> identity.arn("logs", "log-group:" + name + ":*");
      case RULE -> identity.arn("events", "rule/" + name);
      case "AWS::SNS::Topic" -> identity.arn("sns", name);
      // Secrets Manager puts six characters of its own behind the name
      case SECRET -> identity.arn("secretsmanager", "secret:" + name + "-LOCAL0");
      case "AWS::KMS::Key" -> identity.arn("kms", "key/" + name);
      case "AWS::IAM::Role" -> global("iam", "role/" + name);
      case "AWS::IAM::ManagedPolicy" -> global("iam", "policy/" + name);
      case "AWS::CertificateManager::Certificate" -> identity.arn("acm", "certificate/" + name);
      case "AWS::WAFv2::WebACL" -> identity.arn("wafv2", "regional/webacl/" + name);
      default ->
          throw new TemplateException(
              "The attribute " + logicalId + ".Arn is not available locally");
    };
  }

  /** An ARN without a region. */
  private String global(String service, String resource) {
    return "arn:"
        + StackIdentity.PARTITION
        + ":"
        + service
        + "::"
        + identity.accountId()
        + ":"
        + resource;
  }

  StackIdentity identity() {
    return identity;
  }

  /**
   * The physical name of a role: of the template's own, or of the one that SAM makes for a function
   * without, and calls {@code <function>Role}.
   */
  String roleName(String logicalId) {
    return resources.has(logicalId) ? name(logicalId) : identity.stackName() + "-" + logicalId;
  }

  private boolean isRoleOfSam(String name) {
    return name.endsWith("Role")
        && !resources.has(name)
        && resources
            .path(name.substring(0, name.length() - "Role".length()))
            .path("Type")
            .asText()
            .equals(FUNCTION);
  }

  /** A function's alias, when it publishes one. */
  Optional<String> alias(String logicalId) {
    return property(logicalId, "AutoPublishAlias");
  }

  private String reference(String logicalId) {
    Optional<String> alias = functionOfAlias(logicalId);
    if (alias.isPresent()) {
      return special(alias.get(), FUNCTION, "Alias");
    }
    return switch (type(logicalId)) {
      case API, SAM_API -> apiId(logicalId);
      case STAGE -> property(logicalId, "StageName").orElse("default");
      case QUEUE ->
          "https://sqs."
              + identity.region()
              + ".amazonaws.com/"
              + identity.accountId()
              + "/"
              + name(logicalId);
      case "AWS::SNS::Topic",
          SECRET,
          "AWS::IAM::ManagedPolicy",
          "AWS::CertificateManager::Certificate" ->
          arn(logicalId);
      default -> name(logicalId);
    };
  }

  private String special(String logicalId, String type, String attribute) {
    return switch (type + " " + attribute) {
      case FUNCTION + " Alias" ->
          arn(logicalId)
              + ":"
              + alias(logicalId)
                  .orElseThrow(() -> new TemplateException(logicalId + " has no AutoPublishAlias"));
      case FUNCTION + " Version" -> arn(logicalId) + ":1";
      case SAM_API + " Stage" -> property(logicalId, "StageName").orElse("default");
      case API + " ApiId", SAM_API + " ApiId" -> apiId(logicalId);
      case API + " ApiEndpoint", SAM_API + " ApiEndpoint" ->
          "wss://" + apiId(logicalId) + ".execute-api." + identity.region() + ".amazonaws.com";
      case QUEUE + " QueueName" -> name(logicalId);
      case QUEUE + " QueueUrl" -> reference(logicalId);
      case BUCKET + " DomainName" -> name(logicalId) + ".s3.amazonaws.com";
      case BUCKET + " RegionalDomainName" ->
          name(logicalId) + ".s3." + identity.region() + ".amazonaws.com";
      case SECRET + " Id" -> arn(logicalId);
      case "AWS::KMS::Key KeyId" -> name(logicalId);
      case PARAMETER + " Value" -> property(logicalId, "Value").orElse("");
      case PARAMETER + " Type" -> property(logicalId, "Type").orElse("String");
      default ->
          throw new TemplateException(
              "The attribute " + logicalId + "." + attribute + " is not available locally");
    };
  }

  /** SAM calls the alias resource of a function {@code <function>Alias<alias>}. */
  private Optional<String> functionOfAlias(String name) {
    if (resources.has(name)) {
      return Optional.empty();
    }
    return resources
        .propertyStream()
        .filter(resource -> resource.getValue().path("Type").asText().equals(FUNCTION))
        .map(Map.Entry::getKey)
        .filter(id -> alias(id).map(alias -> name.equals(id + "Alias" + alias)).orElse(false))
        .findFirst();
  }

  /** Ten characters, as API Gateway's own ids. */
  private String apiId(String logicalId) {
    CRC32 crc = new CRC32();
    crc.update(name(logicalId).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return String.format("%10s", Long.toString(crc.getValue() + (1L << 45), 36)).replace(' ', 'a');
  }

  private Optional<String> property(String logicalId, String name) {
    JsonNode value = resources.path(logicalId).path("Properties").path(name);
    return value.isMissingNode()
        ? Optional.empty()
        : Optional.of(evaluator.resolve(value))
            .filter(v -> !v.isMissingNode())
            .map(JsonNode::asText);
  }

  private String type(String logicalId) {
    if (!resources.has(logicalId)) {
      throw new TemplateException(
          "'" + logicalId + "' is neither a parameter nor a resource of the template");
    }
    return resources.path(logicalId).path("Type").asText();
  }
}
