package dev.sluice.ingest;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.sluice.index.DocumentSource;
import dev.sluice.index.IndexFailure;
import dev.sluice.index.IndexProgress;
import dev.sluice.index.Ingest;
import dev.sluice.index.IngestReport;
import dev.sluice.log.EventLog;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;

/** Brings the indexes of all tenants that a batch of events tells of up to their documents. */
final class DocumentChanges {
  /** What remains of the function's time when the rest is left to the queue: enough to publish. */
  private static final int RESERVE_MILLIS = 120_000;

  private static final int MAX_LOGGED = 20;

  /** A catalogue of wrong rows must not flood the queue; the index's status has them all. */
  private static final int MAX_TOLD = 200;

  private final URI documents;
  private final Ingest ingest;
  private final Function<TenantId, DocumentSource> sources;
  private final Refusals refusals;
  private final EventLog log;

  DocumentChanges(
      URI documents,
      Ingest ingest,
      Function<TenantId, DocumentSource> sources,
      Refusals refusals,
      EventLog log) {
    this.refusals = refusals;
    this.documents = documents;
    this.ingest = ingest;
    this.sources = sources;
    this.log = log;
  }

  /**
   * Handles the batch.
   *
   * @param remainingMillis of the function's time
   * @return the ids of the messages that the queue is to deliver again
   */
  List<String> handle(SQSEvent event, IntSupplier remainingMillis) {
    UploadEvents uploads = UploadEvents.of(event, documents);
    uploads
        .unreadable()
        .forEach(
            (id, reason) -> log.warn("event_unreadable", Map.of("message", id, "reason", reason)));
    List<String> again = new ArrayList<>(uploads.unreadable().keySet());
    uploads
        .byTenant()
        .forEach(
            (tenant, messages) -> {
              if (!isDone(tenant, remainingMillis)) {
                again.addAll(messages);
              }
            });
    return again;
  }

  private boolean isDone(TenantId tenant, IntSupplier remainingMillis) {
    try {
      IngestReport report =
          ingest.run(
              tenant,
              sources.apply(tenant),
              IndexProgress.NONE,
              () -> remainingMillis.getAsInt() < RESERVE_MILLIS);
      log(tenant, report);
      tell(tenant, report);
      return report.complete();
    } catch (IOException | RuntimeException e) {
      log.error("ingest_failed", Map.of("tenant", tenant), e);
      return false;
    }
  }

  private void log(TenantId tenant, IngestReport report) {
    log.info(
        "ingested",
        Map.of(
            "tenant", tenant,
            "snapshot", report.published().manifest().snapshot(),
            "changed", report.changed(),
            "documents", report.published().manifest().documents(),
            "chunks", report.published().manifest().chunks(),
            "embedded", report.embedded(),
            "complete", report.complete(),
            "failures", report.failures().size()));
  }

  /** What is refused is indexed as such: the message is done, and a person is told. */
  private void tell(TenantId tenant, IngestReport report) {
    List<IndexFailure> refused = report.refused();
    for (IndexFailure failure : refused.subList(0, Math.min(MAX_LOGGED, refused.size()))) {
      log.warn(
          "document_refused",
          Map.of("tenant", tenant, "document", failure.name(), "reason", failure.reason()));
    }
    try {
      refusals.tell(tenant, refused.subList(0, Math.min(MAX_TOLD, refused.size())));
    } catch (IOException e) {
      log.error("refusals_not_told", Map.of("tenant", tenant, "count", refused.size()), e);
    }
  }
}
