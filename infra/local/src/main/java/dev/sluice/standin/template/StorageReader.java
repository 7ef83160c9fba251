package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads tables and queues. */
final class StorageReader {
  private static final List<String> CREATE_TABLE =
      List.of(
          "AttributeDefinitions",
          "KeySchema",
          "GlobalSecondaryIndexes",
          "LocalSecondaryIndexes",
          "BillingMode",
          "ProvisionedThroughput");

  private static final Set<String> TABLE_USED =
      Set.of(
          "TableName",
          "TimeToLiveSpecification",
          "StreamSpecification",
          "AttributeDefinitions",
          "KeySchema",
          "GlobalSecondaryIndexes",
          "LocalSecondaryIndexes",
          "BillingMode",
          "ProvisionedThroughput");
  private static final Set<String> TABLE_WITHOUT_EFFECT =
      Set.of(
          "ContributorInsightsSpecification",
          "DeletionProtectionEnabled",
          "OnDemandThroughput",
          "PointInTimeRecoverySpecification",
          "ResourcePolicy",
          "SSESpecification",
          "TableClass");

  private StorageReader() {}

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-table.html">AWS::DynamoDB::Table</a>
   */
  static TableModel table(Resource resource) {
    Properties properties = resource.properties();
    properties.allow(TABLE_USED, TABLE_WITHOUT_EFFECT);
    JsonNode node = properties.node();
    ObjectNode creation = JsonNodeFactory.instance.objectNode().put("TableName", resource.name());
    CREATE_TABLE.stream().filter(node::has).forEach(key -> creation.set(key, node.get(key)));
    if (node.has("StreamSpecification")) {
      ObjectNode stream = node.get("StreamSpecification").deepCopy();
      creation.set("StreamSpecification", stream.put("StreamEnabled", true));
    }
    Properties ttl = properties.nested("TimeToLiveSpecification");
    Optional<String> attribute =
        ttl.text("Enabled").orElse("false").equals("true")
            ? Optional.of(ttl.required("AttributeName"))
            : Optional.empty();
    return new TableModel(resource.logicalId(), resource.name(), creation, attribute);
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-simpletable.html">AWS::Serverless::SimpleTable</a>
   */
  static TableModel simpleTable(Resource resource) {
    Properties properties = resource.properties();
    properties.allow(
        Set.of("TableName", "PrimaryKey"),
        Set.of("PointInTimeRecoverySpecification", "SSESpecification", "ProvisionedThroughput"));
    Properties key = properties.nested("PrimaryKey");
    String name = key.text("Name").orElse("id");
    String type = key.text("Type").orElse("String").substring(0, 1);
    ObjectNode creation = JsonNodeFactory.instance.objectNode().put("TableName", resource.name());
    creation.put("BillingMode", "PAY_PER_REQUEST");
    creation
        .putArray("AttributeDefinitions")
        .addObject()
        .setAll(
            JsonNodeFactory.instance
                .objectNode()
                .put("AttributeName", name)
                .put("AttributeType", type));
    creation
        .putArray("KeySchema")
        .addObject()
        .setAll(
            JsonNodeFactory.instance
                .objectNode()
                .put("AttributeName", name)
                .put("KeyType", "HASH"));
    return new TableModel(resource.logicalId(), resource.name(), creation, Optional.empty());
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sqs-queue.html">AWS::SQS::Queue</a>
   */
  static QueueModel queue(Resource resource, String name, String arn) {
    Properties properties = resource.properties();
    properties.allow(
        Set.of("QueueName", "VisibilityTimeout", "MessageRetentionPeriod", "RedrivePolicy"),
        Set.of(
            "KmsDataKeyReusePeriodSeconds",
            "KmsMasterKeyId",
            "MaximumMessageSize",
            "ReceiveMessageWaitTimeSeconds",
            "RedriveAllowPolicy",
            "SqsManagedSseEnabled"));
    Properties redrive = properties.nested("RedrivePolicy");
    redrive.allow("deadLetterTargetArn", "maxReceiveCount");
    return new QueueModel(
        resource.logicalId(),
        name,
        arn,
        Duration.ofSeconds(properties.integer("VisibilityTimeout", 30)),
        Duration.ofSeconds(properties.integer("MessageRetentionPeriod", 345_600)),
        redrive.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new QueueModel.Redrive(
                    redrive.required("deadLetterTargetArn"),
                    redrive.integer("maxReceiveCount", 10))));
  }
}
