package dev.sluice.standin.template;

import java.util.List;

/**
 * An S3 bucket of the template.
 *
 * @param logicalId its key in the template
 * @param name its name
 * @param notifications who is told of its objects' events
 * @param eventBridge whether EventBridge is told as well
 */
public record BucketModel(
    String logicalId, String name, List<Notification> notifications, boolean eventBridge) {
  /** Copies the notifications. */
  public BucketModel {
    notifications = List.copyOf(notifications);
  }

  /**
   * @param event such as {@code s3:ObjectCreated:*}
   * @param targetArn a queue or a function
   * @param prefix of the keys it is about, empty for all
   * @param suffix of the keys it is about, empty for all
   */
  public record Notification(String event, String targetArn, String prefix, String suffix) {}
}
