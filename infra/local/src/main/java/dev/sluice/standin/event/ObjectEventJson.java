package dev.sluice.standin.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standin.template.StackIdentity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What is told of an object's change.
 *
 * @param identity region and account
 */
record ObjectEventJson(StackIdentity identity) {
  /**
   * S3's own notification.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
   *     message structure</a>
   */
  ObjectNode notification(ObjectChange change) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    ObjectNode entry = event.putArray("Records").addObject();
    entry
        .put("eventVersion", "2.1")
        .put("eventSource", "aws:s3")
        .put("awsRegion", identity.region())
        .put("eventTime", change.at().toString())
        .put("eventName", change.notificationName());
    entry.putObject("userIdentity").put("principalId", "LOCAL");
    entry.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
    ObjectNode s3 = entry.putObject("s3").put("s3SchemaVersion", "1.0");
    s3.putObject("bucket")
        .put("name", change.bucket())
        .put("arn", "arn:aws:s3:::" + change.bucket());
    ObjectNode object = s3.putObject("object");
    object.put("key", URLEncoder.encode(change.key(), StandardCharsets.UTF_8).replace("%2F", "/"));
    if (!change.deleted()) {
      object.put("size", change.sizeBytes()).put("eTag", change.eTag());
    }
    object.put("sequencer", String.format("%016X", change.at().toEpochMilli()));
    return event;
  }

  /**
   * EventBridge's event.
   *
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">EventBridge
   *     event message structure</a>
   */
  ObjectNode event(ObjectChange change) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event
        .put("version", "0")
        .put("id", UUID.randomUUID().toString())
        .put("detail-type", change.deleted() ? "Object Deleted" : "Object Created")
        .put("source", "aws.s3")
        .put("account", identity.accountId())
        .put("time", change.at().toString())
        .put("region", identity.region());
    event.putArray("resources").add("arn:aws:s3:::" + change.bucket());
    ObjectNode detail = event.putObject("detail").put("version", "0");
    detail.putObject("bucket").put("name", change.bucket());
    ObjectNode object = detail.putObject("object").put("key", change.key());
    if (!change.deleted()) {
      object.put("size", change.sizeBytes()).put("etag", change.eTag());
    }
    detail.put("reason", change.deleted() ? "DeleteObject" : "PutObject");
    return event;
  }
}
