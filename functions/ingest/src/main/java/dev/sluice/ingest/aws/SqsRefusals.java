package dev.sluice.ingest.aws;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.index.IndexFailure;
import dev.sluice.ingest.Refusals;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * Sends one message a document to the dead-letter queue: {@code tenant}, {@code document} and
 * {@code reason} as JSON. Thread-safe.
 */
public final class SqsRefusals implements Refusals {
  /** As many as SQS takes at once (Amazon SQS quotas, "Message batching"). */
  private static final int BATCH = 10;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SqsClient sqs;
  private final String queueUrl;

  /** Refusals go to the queue. */
  public SqsRefusals(SqsClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
  }

  @Override
  public void tell(TenantId tenant, List<IndexFailure> refused) throws IOException {
    for (int from = 0; from < refused.size(); from += BATCH) {
      List<IndexFailure> batch = refused.subList(from, Math.min(from + BATCH, refused.size()));
      send(tenant, batch);
    }
  }

  private void send(TenantId tenant, List<IndexFailure> batch) throws IOException {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (IndexFailure failure : batch) {
      String body =
          JSON.createObjectNode()
              .put("tenant", tenant.value())
              .put("document", failure.name())
              .put("reason", failure.reason())
              .toString();
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .messageBody(body)
              .build());
    }
    try {
      SendMessageBatchResponse sent =
          sqs.sendMessageBatch(send -> send.queueUrl(queueUrl).entries(entries));
      if (!sent.failed().isEmpty()) {
        throw new IOException("SQS took not all: " + sent.failed().getFirst().message());
      }
    } catch (SdkException e) {
      throw new IOException("SQS: " + e.getMessage(), e);
    }
  }
}
