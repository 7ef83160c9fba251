package dev.sluice.ingest;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.session.TenantId;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads queue messages that carry EventBridge's S3 object events (<a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">EventBridge event
 * message structure</a>). What matters is only which tenants' documents have changed. Pure.
 *
 * @param byTenant the ids of the messages that tell of each tenant
 * @param unreadable the ids of messages that tell of no tenant's documents, and why
 */
record UploadEvents(Map<TenantId, List<String>> byTenant, Map<String, String> unreadable) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Sorts the messages. */
  static UploadEvents of(SQSEvent event, URI documents) {
    Map<TenantId, List<String>> byTenant = new LinkedHashMap<>();
    Map<String, String> unreadable = new LinkedHashMap<>();
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      try {
        TenantId tenant = tenant(JSON.readTree(message.getBody()), documents);
        byTenant.computeIfAbsent(tenant, key -> new ArrayList<>()).add(message.getMessageId());
      } catch (JsonProcessingException e) {
        unreadable.put(message.getMessageId(), "Expected JSON but: " + e.getOriginalMessage());
      } catch (IllegalArgumentException e) {
        unreadable.put(message.getMessageId(), String.valueOf(e.getMessage()));
      }
    }
    return new UploadEvents(byTenant, unreadable);
  }

  private static TenantId tenant(JsonNode event, URI documents) {
    String bucket = event.path("detail").path("bucket").path("name").asText();
    String key = event.path("detail").path("object").path("key").asText();
    String prefix = documents.getPath().replaceAll("^/+|/+$", "");
    String folder = prefix.isEmpty() ? "" : prefix + "/";
    if (!bucket.equals(documents.getAuthority()) || !key.startsWith(folder)) {
      throw new IllegalArgumentException(
          "Expected an object below %s but got s3://%s/%s".formatted(documents, bucket, key));
    }
    int end = key.indexOf('/', folder.length());
    if (end < 0) {
      throw new IllegalArgumentException("Expected a key in a tenant's folder but got " + key);
    }
    return new TenantId(key.substring(folder.length(), end));
  }
}
