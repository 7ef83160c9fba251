package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standin.policy.Policy;
import dev.sluice.standin.policy.PolicyReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the policies of queues, buckets and functions. Used once. */
final class ResourcePolicyReader {
  private final Map<String, List<Policy>> byArn = new HashMap<>();

  /** All that has been read, by the ARN of what it is attached to. */
  Map<String, List<Policy>> policies() {
    return byArn;
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sqs-queuepolicy.html">AWS::SQS::QueuePolicy</a>
   */
  void ofQueues(Resource resource, Collection<QueueModel> queues) {
    Properties properties = resource.properties();
    properties.allow("Queues", "PolicyDocument");
    for (JsonNode url : properties.node().path("Queues")) {
      String name = url.asText().substring(url.asText().lastIndexOf('/') + 1);
      String arn =
          queues.stream()
              .filter(queue -> queue.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new TemplateException(
                          resource.logicalId() + " names a queue that is not there: " + name))
              .arn();
      add(arn, resource.logicalId(), properties.node().path("PolicyDocument"));
    }
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-s3-bucketpolicy.html">AWS::S3::BucketPolicy</a>
   */
  void ofBucket(Resource resource) {
    Properties properties = resource.properties();
    properties.allow("Bucket", "PolicyDocument");
    add(
        "arn:" + StackIdentity.PARTITION + ":s3:::" + properties.required("Bucket"),
        resource.logicalId(),
        properties.node().path("PolicyDocument"));
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-permission.html">AWS::Lambda::Permission</a>
   */
  void ofFunction(Resource resource, Collection<FunctionModel> functions) {
    Properties properties = resource.properties();
    properties.allow("Action", "FunctionName", "Principal", "SourceArn", "SourceAccount");
    String arn = functionArn(resource.logicalId(), properties.required("FunctionName"), functions);
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ObjectNode statement = document.putObject("Statement").put("Effect", "Allow");
    statement.put("Action", properties.required("Action")).put("Resource", arn);
    String principal = properties.required("Principal");
    statement
        .putObject("Principal")
        .put(principal.endsWith(".amazonaws.com") ? "Service" : "AWS", principal);
    ObjectNode condition = statement.putObject("Condition");
    properties
        .text("SourceArn")
        .ifPresent(source -> condition.putObject("ArnLike").put("aws:SourceArn", source));
    properties
        .text("SourceAccount")
        .ifPresent(source -> condition.putObject("StringEquals").put("aws:SourceAccount", source));
    add(arn, resource.logicalId(), document);
  }

  /** A function may be named in every way in which it may be invoked. */
  private static String functionArn(
      String label, String named, Collection<FunctionModel> functions) {
    for (FunctionModel function : functions) {
      for (String form : Set.of(function.arn(), function.name())) {
        if (named.equals(form) || named.startsWith(form + ":")) {
          return function.arn() + named.substring(form.length());
        }
      }
    }
    throw new TemplateException(label + " names a function that is not there: " + named);
  }

  private void add(String arn, String label, JsonNode document) {
    byArn
        .computeIfAbsent(arn, key -> new ArrayList<>())
        .add(new PolicyReader(label).ofResource(document));
  }
}
