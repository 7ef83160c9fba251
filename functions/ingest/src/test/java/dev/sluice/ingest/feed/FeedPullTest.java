package dev.sluice.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.FakeTime;
import dev.sluice.log.EventLog;
import dev.sluice.session.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of feeds: taken, left as they are, or held back. */
class FeedPullTest {
  private static final TenantId SHOP = new TenantId("shop");

  private final List<String> told = new ArrayList<>();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private Fetched answer = new Fetched.Same();
  private Validators asked = Validators.NONE;

  @TempDir Path folder;

  @BeforeEach
  void name_a_feed() throws IOException {
    feeds("{\"feeds\":[{\"name\":\"p.csv\",\"url\":\"https://shop.example/p.csv\"}]}");
  }

  @Test
  void a_new_feed_becomes_a_document_and_is_asked_for_by_its_validators() throws IOException {
    answer = content(rows(10), "v1");
    assertThat(pull()).containsExactly(SHOP);
    assertThat(document()).isEqualTo(rows(10));

    answer = new Fetched.Same();
    assertThat(pull()).isEmpty();
    assertThat(asked.etag()).isEqualTo("v1");
    assertThat(states()).contains("\"documents\":10");
  }

  @Test
  void the_same_content_under_another_validator_changes_nothing() throws IOException {
    answer = content(rows(10), "v1");
    pull();
    answer = content(rows(10), "v2");

    assertThat(pull()).isEmpty();
    pull();
    assertThat(asked.etag()).isEqualTo("v2");
  }

  @Test
  void a_feed_that_shrinks_by_more_than_thirty_percent_is_held_back_and_told_once()
      throws IOException {
    answer = content(rows(10), "v1");
    pull();
    answer = content(rows(6), "v2");

    assertThat(pull()).isEmpty();
    assertThat(pull()).isEmpty();

    assertThat(document()).isEqualTo(rows(10));
    assertThat(told).singleElement().asString().contains("had 10 documents and has 6");
    answer = content(rows(7), "v3");
    assertThat(pull()).containsExactly(SHOP);
  }

  @Test
  void a_shrinking_that_is_allowed_goes_through() throws IOException {
    answer = content(rows(10), "v1");
    pull();
    feeds(
        "{\"feeds\":[{\"name\":\"p.csv\",\"url\":\"https://shop.example/p.csv\","
            + "\"allow_shrink\":true}]}");
    answer = content(rows(1), "v2");

    assertThat(pull()).containsExactly(SHOP);
    assertThat(document()).isEqualTo(rows(1));
  }

  @Test
  void a_feed_that_is_not_named_any_more_is_taken_out() throws IOException {
    answer = content(rows(3), "v1");
    pull();
    feeds("{}");

    assertThat(pull()).containsExactly(SHOP);
    assertThat(folder.resolve("documents/shop/p.csv")).doesNotExist();
    assertThat(pull()).isEmpty();
  }

  @Test
  void an_error_page_in_the_feed_s_place_changes_nothing() throws IOException {
    answer = content(rows(3), "v1");
    pull();
    answer = content("<html>Sorry</html>", "v2");
    assertThat(pull()).isEmpty();
    answer = new Fetched.Failed("Expected HTTP 200 but got 503");
    assertThat(pull()).isEmpty();

    assertThat(document()).isEqualTo(rows(3));
    assertThat(told).hasSize(2);
  }

  @Test
  void what_is_wrong_with_a_feed_is_told_with_it() throws IOException {
    feeds("{\"feeds\":[{\"name\":\"p.xml\",\"url\":\"https://shop.example/sitemap.xml\"}]}");
    answer = content("<urlset><url><loc>https://shop.example/</loc></url></urlset>", "v1");
    pull();

    assertThat(told).singleElement().asString().contains("but got <urlset>");
  }

  @Test
  void feeds_of_one_tenant_that_are_named_wrongly_leave_the_others() throws IOException {
    Files.writeString(folder.resolve("feeds/broken.json"), "{");
    Files.writeString(
        folder.resolve("feeds/evil.json"),
        "{\"feeds\":[{\"name\":\"../../x.csv\",\"url\":\"https://shop.example/\"}]}");
    Files.writeString(
        folder.resolve("feeds/files.json"),
        "{\"feeds\":[{\"name\":\"x.csv\",\"url\":\"file:///etc/passwd\"}]}");
    answer = content(rows(2), "v1");

    assertThat(pull()).containsExactly(SHOP);
    assertThat(logged.toString(StandardCharsets.UTF_8))
        .contains("broken.json", "evil.json", "files.json");
  }

  private java.util.Set<TenantId> pull() throws IOException {
    return new FeedPull(
            new FeedPorts(
                new FolderFiles(folder.resolve("feeds")),
                tenant -> new FolderFiles(folder.resolve("documents").resolve(tenant.value())),
                (url, known) -> {
                  asked = known;
                  return answer;
                },
                (url, known) -> new Fetched.Failed("no pages here"),
                (tenant, refused) -> refused.forEach(failure -> told.add(failure.reason())),
                new FakeTime(),
                new EventLog(new PrintStream(logged, true, StandardCharsets.UTF_8))))
        .run(() -> false);
  }

  private String states() throws IOException {
    return Files.readString(folder.resolve("feeds/shop.state.json"));
  }

  private String document() throws IOException {
    return Files.readString(folder.resolve("documents/shop/p.csv"));
  }

  private void feeds(String json) throws IOException {
    Files.createDirectories(folder.resolve("feeds"));
    Files.writeString(folder.resolve("feeds/shop.json"), json);
  }

  private static Fetched content(String text, String etag) {
    return new Fetched.Content(text.getBytes(StandardCharsets.UTF_8), new Validators(etag, ""));
  }

  private static String rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(row -> row + ",Article " + row + "\n")
        .collect(Collectors.joining("", "id,title\n", ""));
  }
}
