package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code AWS::S3::Bucket}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-s3-bucket.html">AWS::S3::Bucket</a>
 */
final class BucketReader {
  private BucketReader() {}

  static BucketModel read(Resource resource) {
    Properties properties = resource.properties();
    properties.allow(
        Set.of("BucketName", "NotificationConfiguration"),
        Set.of(
            "BucketEncryption",
            "CorsConfiguration",
            "LifecycleConfiguration",
            "LoggingConfiguration",
            "MetricsConfigurations",
            "OwnershipControls",
            "PublicAccessBlockConfiguration",
            "VersioningConfiguration"));
    Properties told = properties.nested("NotificationConfiguration");
    told.allow("QueueConfigurations", "LambdaConfigurations", "EventBridgeConfiguration");
    List<BucketModel.Notification> notifications = new ArrayList<>();
    told.node().path("QueueConfigurations").forEach(q -> add(notifications, q, "Queue"));
    told.node().path("LambdaConfigurations").forEach(f -> add(notifications, f, "Function"));
    return new BucketModel(
        resource.logicalId(),
        resource.name(),
        notifications,
        told.node().has("EventBridgeConfiguration")
            && told.nested("EventBridgeConfiguration")
                .text("EventBridgeEnabled")
                .orElse("true")
                .equals("true"));
  }

  private static void add(List<BucketModel.Notification> to, JsonNode node, String target) {
    Properties properties = Properties.of("NotificationConfiguration", node);
    properties.allow("Event", target, "Filter");
    String prefix = "";
    String suffix = "";
    for (JsonNode rule : node.path("Filter").path("S3Key").path("Rules")) {
      Properties filter = Properties.of("NotificationConfiguration.Filter", rule);
      if (filter.required("Name").equalsIgnoreCase("prefix")) {
        prefix = filter.required("Value");
      } else {
        suffix = filter.required("Value");
      }
    }
    to.add(
        new BucketModel.Notification(
            properties.required("Event"), properties.required(target), prefix, suffix));
  }
}
