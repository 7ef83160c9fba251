package dev.sluice.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.index.aws.S3StandIn;
import dev.sluice.settings.SettingsException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The function as it is deployed: feeds in a bucket, refusals in a queue. */
class FeedFunctionTest {
  private static final TestContext CONTEXT = new TestContext(170_000);

  private S3StandIn s3;
  private SqsStandIn queue;

  @BeforeEach
  void start() throws IOException {
    s3 = new S3StandIn();
    queue = new SqsStandIn("nothing is refused");
  }

  @AfterEach
  void stop() {
    s3.close();
    queue.close();
  }

  @Test
  void a_feed_at_a_private_address_is_not_fetched_and_the_owner_is_told_once() throws IOException {
    s3.put(
        "feeds/shop.json",
        "{\"feeds\":[{\"name\":\"p.csv\",\"url\":\"http://127.0.0.1:1/p.csv\"},"
            + "{\"name\":\"site\",\"kind\":\"sitemap\",\"url\":\"http://localhost/s.xml\"}]}");

    assertThat(look()).isEmpty();
    assertThat(look()).isEmpty();

    assertThat(queue.messages)
        .extracting(message -> message.path("document").asText())
        .containsExactly("p.csv", "site");
    assertThat(queue.messages)
        .allSatisfy(
            message -> assertThat(message.path("reason").asText()).contains("public address"));
    assertThat(s3.content("feeds/shop.state.json").orElseThrow()).contains("public address");
    assertThat(s3.keys("documents/")).isEmpty();
  }

  @Test
  void without_feeds_there_is_nothing_to_do() {
    assertThat(look()).isEmpty();
    assertThat(s3.keys("")).isEmpty();
    assertThat(queue.messages).isEmpty();
  }

  @Test
  void a_bucket_that_cannot_be_listed_fails_the_look_so_that_it_is_seen() {
    FeedFunction function = new FeedFunction(environment());
    s3.close();

    assertThatThrownBy(() -> function.handleRequest(Map.of(), CONTEXT))
        .hasMessageContaining("S3: ");
  }

  @Test
  void missing_and_wrong_settings_are_named_together() {
    assertThatThrownBy(() -> new FeedFunction(Map.of("INDEX_URI", "ftp://x")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("INDEX_URI", "DOCUMENTS_URI", "FEEDS_URI");
  }

  private List<String> look() {
    return new FeedFunction(environment())
        .handleRequest(Map.of(), CONTEXT)
        .getOrDefault("changed", List.of());
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(s3.environment());
    environment.putAll(queue.environment());
    environment.put("INDEX_URI", "s3://bucket/index");
    environment.put("DOCUMENTS_URI", "s3://bucket/documents");
    environment.put("FEEDS_URI", "s3://bucket/feeds");
    environment.put("DEAD_LETTERS_URL", queue.queueUrl());
    return environment;
  }
}
