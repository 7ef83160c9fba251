package dev.sluice.ingest.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aws.AwsClients;
import dev.sluice.index.IndexFailure;
import dev.sluice.ingest.SqsStandIn;
import dev.sluice.session.TenantId;
import dev.sluice.settings.Settings;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What reaches the dead-letter queue, over the SDK's real client. */
class SqsRefusalsTest {
  private static final TenantId SHOP = new TenantId("shop");

  private SqsStandIn queue;
  private AwsClients clients;
  private SqsRefusals refusals;

  @BeforeEach
  void start() throws IOException {
    queue = new SqsStandIn("unwanted");
    clients = new AwsClients(new Settings(queue.environment()));
    refusals =
        new SqsRefusals(clients.configure(SqsClient.builder(), "SQS").build(), queue.queueUrl());
  }

  @AfterEach
  void stop() {
    clients.close();
    queue.close();
  }

  @Test
  void each_refusal_is_a_message_of_tenant_document_and_reason_ten_at_once() throws IOException {
    refusals.tell(
        SHOP,
        IntStream.range(0, 23)
            .mapToObj(n -> new IndexFailure("f" + n + ".md", "Expected text \"" + n + "\""))
            .toList());

    assertThat(queue.batches).containsExactly(10, 10, 3);
    assertThat(queue.messages).hasSize(23);
    assertThat(queue.messages.get(22).toString())
        .isEqualTo(
            "{\"tenant\":\"shop\",\"document\":\"f22.md\","
                + "\"reason\":\"Expected text \\\"22\\\"\"}");
  }

  @Test
  void nothing_to_tell_sends_nothing() throws IOException {
    refusals.tell(SHOP, List.of());

    assertThat(queue.batches).isEmpty();
  }

  @Test
  void a_message_that_the_queue_does_not_take_and_a_queue_that_is_gone_are_failures() {
    assertThatThrownBy(() -> refusals.tell(SHOP, List.of(new IndexFailure("unwanted", "x"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not this one");
    queue.close();
    assertThatThrownBy(() -> refusals.tell(SHOP, List.of(new IndexFailure("a.md", "x"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("SQS: ");
  }
}
