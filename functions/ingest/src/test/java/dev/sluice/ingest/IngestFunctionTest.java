package dev.sluice.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.sluice.embedding.Embedder;
import dev.sluice.index.FolderIndexStore;
import dev.sluice.index.FolderSource;
import dev.sluice.index.Ingest;
import dev.sluice.log.EventLog;
import dev.sluice.session.TenantId;
import dev.sluice.settings.SettingsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From queue messages to published snapshots, on a folder in the bucket's place. */
class IngestFunctionTest {
  private static final URI DOCUMENTS = URI.create("s3://bucket/documents");

  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

  @Test
  void a_batch_brings_the_index_of_every_tenant_it_tells_of_up_to_its_documents()
      throws IOException {
    write("shop/a.md", "# A\n\nText.");
    write("other/b.md", "# B\n\nText.");
    write("silent/c.md", "# C\n\nText.");

    SQSBatchResponse response =
        handle(
            created("documents/shop/a.md"),
            created("documents/shop/a.md"),
            created("documents/other/b.md"));

    assertThat(response.getBatchItemFailures()).isEmpty();
    assertThat(store().tenants()).extracting(TenantId::value).containsExactly("other", "shop");
    assertThat(logged.toString(StandardCharsets.UTF_8)).contains("\"event\":\"ingested\"");
  }

  @Test
  void messages_that_tell_of_nothing_known_go_back_and_the_others_are_done() throws IOException {
    write("shop/a.md", "# A\n\nText.");

    SQSBatchResponse response =
        handle(
            "not JSON",
            "{}",
            event("another-bucket", "documents/shop/a.md"),
            event("bucket", "index/shop/manifest.json"),
            event("bucket", "documents/readme.md"),
            event("bucket", "documents/No Tenant/a.md"),
            created("documents/shop/a.md"));

    assertThat(response.getBatchItemFailures())
        .extracting(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
        .containsExactly("0", "1", "2", "3", "4", "5");
    assertThat(store().tenants()).hasSize(1);
  }

  @Test
  void a_tenant_whose_documents_cannot_be_listed_is_tried_again() throws IOException {
    write("shop/a.md", "# A\n\nText.");

    SQSBatchResponse response =
        handle(created("documents/gone/x.md"), created("documents/shop/a.md"));

    assertThat(response.getBatchItemFailures())
        .extracting(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
        .containsExactly("0");
    assertThat(logged.toString(StandardCharsets.UTF_8)).contains("ingest_failed");
  }

  @Test
  void a_bad_document_is_logged_by_name_and_reason_and_is_not_tried_again() throws IOException {
    write("shop/a.md", "# A\n\nText.");
    write("shop/bad.txt", "\0");

    SQSBatchResponse response = handle(created("documents/shop/bad.txt"));

    assertThat(response.getBatchItemFailures()).isEmpty();
    assertThat(logged.toString(StandardCharsets.UTF_8))
        .contains("document_refused", "bad.txt", "Expected text but got binary data");
    assertThat(told).containsExactly("shop bad.txt: Expected text but got binary data");
  }

  @Test
  void a_bad_document_is_told_of_once_for_each_time_it_changes() throws IOException {
    write("shop/bad.txt", "\0");
    handle(created("documents/shop/bad.txt"));
    handle(created("documents/shop/bad.txt"));
    write("shop/a.md", "# A\n\nText.");
    handle(created("documents/shop/a.md"));
    assertThat(told).hasSize(1);

    write("shop/bad.txt", "\0\0");
    handle(created("documents/shop/bad.txt"));

    assertThat(told).hasSize(2);
  }

  @Test
  void without_time_the_message_goes_back_to_the_queue() throws IOException {
    write("shop/a.md", "# A\n\nText.");

    List<String> again = changes().handle(batch(created("documents/shop/a.md")), () -> 60_000);

    assertThat(again).containsExactly("0");
  }

  @Test
  void missing_and_wrong_settings_are_named_together() {
    assertThatThrownBy(
            () -> new IngestFunction(Map.of("INDEX_URI", "ftp://x", "EMBED_THREADS", "0")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("INDEX_URI", "DOCUMENTS_URI", "EMBED_THREADS");
  }

  private SQSBatchResponse handle(String... bodies) {
    return new IngestFunction(changes()).handleRequest(batch(bodies), new TestContext(900_000));
  }

  private DocumentChanges changes() {
    Ingest ingest =
        new Ingest(store(), new OneVector(), folder.resolve("work"), InstantSource.system(), 1);
    return new DocumentChanges(
        DOCUMENTS,
        ingest,
        tenant -> new FolderSource(List.of(folder.resolve("documents").resolve(tenant.value()))),
        (tenant, refused) ->
            refused.forEach(
                failure -> told.add(tenant + " " + failure.name() + ": " + failure.reason())),
        new EventLog(new PrintStream(logged, true, StandardCharsets.UTF_8)));
  }

  private FolderIndexStore store() {
    return new FolderIndexStore(folder.resolve("store"));
  }

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve("documents").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static String created(String key) {
    return event("bucket", key);
  }

  private static String event(String bucket, String key) {
    return """
    {"version":"0","source":"aws.s3","detail-type":"Object Created",
     "detail":{"bucket":{"name":"%s"},"object":{"key":"%s","size":5,"etag":"e"}}}
    """
        .formatted(bucket, key);
  }

  private static SQSEvent batch(String... bodies) {
    List<SQSEvent.SQSMessage> messages = new ArrayList<>();
    for (String body : bodies) {
      SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
      message.setMessageId(Integer.toString(messages.size()));
      message.setBody(body);
      messages.add(message);
    }
    SQSEvent event = new SQSEvent();
    event.setRecords(messages);
    return event;
  }

  /** Every text has the same meaning. */
  private static final class OneVector implements Embedder {
    @Override
    public float[] embed(String text) {
      return new float[] {1, 0};
    }

    @Override
    public String id() {
      return "one";
    }
  }
}
