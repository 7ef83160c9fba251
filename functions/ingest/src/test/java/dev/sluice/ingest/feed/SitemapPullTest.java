package dev.sluice.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.document.DocumentReaders;
import dev.sluice.document.RawFile;
import dev.sluice.document.ReadOutcome;
import dev.sluice.gateway.FakeTime;
import dev.sluice.log.EventLog;
import dev.sluice.session.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a site whose sitemap a tenant names. */
class SitemapPullTest {
  private static final TenantId SHOP = new TenantId("shop");

  private final Site site = new Site();
  private final FakeTime time = new FakeTime();
  private final List<String> told = new ArrayList<>();

  @TempDir Path folder;

  @BeforeEach
  void name_the_sitemap() throws IOException {
    feeds("");
    site.sitemap("/sitemap.xml", List.of("/a 2026-01-01", "/b", "/c 2026-01-01"));
    List.of("/a", "/b", "/c").forEach(path -> site.page(path, "Text of " + path));
  }

  @Test
  void each_page_becomes_a_document_that_links_to_its_address() throws IOException {
    site.put(
        "/b",
        "<html><head><title>B</title><link rel=canonical href='https://evil.example/'></head>"
            + "<body><nav>Menu</nav><main><h1>B</h1><p>Back within 30 days.</p></main></body>");

    assertThat(pull()).containsExactly(SHOP);

    assertThat(documents()).hasSize(3);
    List<ReadOutcome> read = new ArrayList<>();
    byte[] file = Files.readAllBytes(pages().resolve(name("/b")));
    new DocumentReaders().read(RawFile.of("b.html", file), read::add);
    assertThat(((ReadOutcome.Read) read.getFirst()).document())
        .satisfies(
            page -> {
              assertThat(page.url()).isEqualTo("https://shop.example/b");
              assertThat(page.title()).isEqualTo("B");
              assertThat(page.sections().getFirst().text()).isEqualTo("Back within 30 days.");
            });
  }

  @Test
  void a_page_is_not_fetched_again_while_the_sitemap_says_that_it_is_the_same() throws IOException {
    pull();
    site.asked.clear();

    assertThat(pull()).isEmpty();
    assertThat(site.asked).containsExactly("/sitemap.xml");

    site.sitemap("/sitemap.xml", List.of("/a 2026-02-02", "/b", "/c 2026-01-01"));
    site.page("/a", "New text");
    assertThat(pull()).containsExactly(SHOP);
    assertThat(site.asked).containsExactly("/sitemap.xml", "/sitemap.xml", "/a");
    assertThat(Files.readString(pages().resolve(name("/a")))).contains("New text");
  }

  @Test
  void a_page_of_which_the_sitemap_says_nothing_is_asked_by_its_tag_once_a_day()
      throws IOException {
    pull();
    site.sent.clear();
    site.asked.clear();
    time.advance(Duration.ofHours(25));

    assertThat(pull()).isEmpty();

    assertThat(site.asked).containsExactly("/sitemap.xml", "/b");
    assertThat(site.sent).isEmpty();
  }

  @Test
  void a_page_that_is_not_listed_any_more_is_taken_out() throws IOException {
    pages(10);
    pull();
    site.sitemap("/sitemap.xml", names(9));

    assertThat(pull()).containsExactly(SHOP);

    assertThat(documents()).hasSize(9).doesNotContain(name("/p9"));
  }

  @Test
  void a_page_that_the_server_does_not_know_any_more_is_taken_out_and_told_once()
      throws IOException {
    pages(10);
    pull();
    site.fail("/p3", 410);
    time.advance(Duration.ofHours(25));

    assertThat(pull()).containsExactly(SHOP);
    time.advance(Duration.ofHours(25));
    assertThat(pull()).isEmpty();

    assertThat(documents()).hasSize(9).doesNotContain(name("/p3"));
    assertThat(told).containsExactly("https://shop.example/p3: Expected HTTP 200 but got 410");
  }

  @Test
  void a_site_that_shrinks_by_more_than_thirty_percent_is_held_back_and_told_once()
      throws IOException {
    pages(10);
    pull();
    site.sitemap("/sitemap.xml", names(6));

    assertThat(pull()).isEmpty();
    assertThat(pull()).isEmpty();
    assertThat(documents()).hasSize(10);
    assertThat(told).singleElement().asString().contains("had 10 pages and has 6");

    feeds(",\"allow_shrink\":true");
    assertThat(pull()).containsExactly(SHOP);
    assertThat(documents()).hasSize(6);
  }

  @Test
  void a_site_whose_pages_all_fail_at_once_keeps_its_documents() throws IOException {
    pages(10);
    pull();
    IntStream.range(0, 10).forEach(page -> site.fail("/p" + page, page < 5 ? 404 : 500));
    time.advance(Duration.ofHours(25));

    assertThat(pull()).isEmpty();

    assertThat(documents()).hasSize(10);
    assertThat(told).anyMatch(reason -> reason.contains("Held back: it had 10 pages and has 5"));
  }

  @Test
  void what_there_is_no_time_for_comes_with_the_next_look_and_nothing_goes_before()
      throws IOException {
    pages(10);
    int[] left = {4};

    assertThat(pull(() -> left[0]-- == 0)).containsExactly(SHOP);
    assertThat(documents()).hasSize(4);
    assertThat(pull()).containsExactly(SHOP);

    assertThat(documents()).hasSize(10);
    assertThat(site.sent).doesNotHaveDuplicates();
  }

  @Test
  void a_busy_server_is_left_alone_until_the_next_look() throws IOException {
    pages(10);
    site.fail("/p4", 429);

    pull();
    assertThat(site.asked).hasSize(6);
    pull();

    assertThat(documents()).hasSize(9).doesNotContain(name("/p4"));
    site.fail("/p4", 0);
    time.advance(Duration.ofHours(2));
    pull();
    assertThat(documents()).hasSize(10);
  }

  @Test
  void pages_are_asked_for_one_after_the_other_with_a_pause_between() throws IOException {
    pages(10);
    pull();

    assertThat(Duration.between(FakeTime.START, time.now()))
        .isEqualTo(SitemapPull.PAUSE.multipliedBy(9));
  }

  @Test
  void a_changed_page_that_fails_is_tried_again_later_and_not_forgotten() throws IOException {
    pull();
    site.sitemap("/sitemap.xml", List.of("/a 2026-02-02", "/b", "/c 2026-01-01"));
    site.page("/a", "New text");
    site.fail("/a", 500);
    pull();
    site.fail("/a", 0);
    assertThat(pull()).isEmpty();
    time.advance(Duration.ofHours(1));

    assertThat(pull()).containsExactly(SHOP);

    assertThat(Files.readString(pages().resolve(name("/a")))).contains("New text");
  }

  @Test
  void an_error_page_in_a_page_s_place_changes_nothing() throws IOException {
    pull();
    site.put("/b", "<html><title>Sorry</title></html>");
    time.advance(Duration.ofHours(25));

    assertThat(pull()).isEmpty();

    assertThat(documents()).hasSize(3);
    assertThat(told).containsExactly("https://shop.example/b: Expected text but the file has none");
  }

  @Test
  void an_index_of_compressed_sitemaps_is_followed_and_only_what_changed_is_sent_again()
      throws IOException {
    site.sitemap("/one.xml", List.of("/a 1"));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(
          "<urlset><url><loc>https://shop.example/b</loc></url></urlset>"
              .getBytes(StandardCharsets.UTF_8));
    }
    site.put("/two.xml.gz", packed.toByteArray());
    site.put(
        "/sitemap.xml",
        "<sitemapindex><sitemap><loc>https://shop.example/one.xml</loc></sitemap><sitemap>"
            + "<loc>https://shop.example/two.xml.gz</loc></sitemap></sitemapindex>");
    pull();
    assertThat(documents()).containsExactlyInAnyOrder(name("/a"), name("/b"));

    site.sent.clear();
    site.sitemap("/one.xml", List.of("/a 1", "/c 1"));
    pull();

    assertThat(site.sent).containsExactly("/one.xml", "/c");
    assertThat(documents()).hasSize(3);
  }

  @Test
  void nothing_is_taken_out_while_a_part_of_the_sitemap_cannot_be_had() throws IOException {
    pull();
    site.fail("/sitemap.xml", 500);
    assertThat(pull()).isEmpty();
    site.fail("/sitemap.xml", 0);
    site.put(
        "/sitemap.xml",
        "<sitemapindex><sitemap><loc>https://shop.example/no.xml</loc></sitemap></sitemapindex>");
    assertThat(pull()).isEmpty();

    assertThat(documents()).hasSize(3);
    assertThat(told).hasSize(2).last().asString().contains("/no.xml: Expected HTTP 200");
  }

  @Test
  void only_pages_of_the_sitemap_s_own_host_are_fetched() throws IOException {
    site.put(
        "/sitemap.xml",
        "<urlset><url><loc>https://other.example/x</loc></url>"
            + "<url><loc>file:///etc/passwd</loc></url></urlset>");
    pull();

    assertThat(site.asked).containsExactly("/sitemap.xml");
    assertThat(told).singleElement().asString().contains("Expected pages of shop.example but got");
  }

  @Test
  void a_site_that_is_not_named_any_more_is_taken_out_and_comes_back_whole() throws IOException {
    pull();
    Path named = folder.resolve("feeds/shop.json");
    String before = Files.readString(named);
    Files.writeString(named, "{\"feeds\":[]}");

    assertThat(pull()).containsExactly(SHOP);
    assertThat(documents()).isEmpty();
    assertThat(pull()).isEmpty();

    Files.writeString(named, before);
    assertThat(pull()).containsExactly(SHOP);
    assertThat(documents()).hasSize(3);
  }

  private void pages(int count) {
    site.sitemap("/sitemap.xml", names(count));
    names(count).forEach(path -> site.page(path, "Text of " + path));
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(page -> "/p" + page).toList();
  }

  private static String name(String path) {
    return PageFile.name("site", "https://shop.example" + path).substring("site/".length());
  }

  private Set<TenantId> pull() throws IOException {
    return pull(() -> false);
  }

  private Set<TenantId> pull(BooleanSupplier outOfTime) throws IOException {
    return new FeedPull(
            new FeedPorts(
                new FolderFiles(folder.resolve("feeds")),
                tenant -> new FolderFiles(folder.resolve("documents").resolve(tenant.value())),
                site,
                site,
                (tenant, refused) ->
                    refused.forEach(failure -> told.add(failure.name() + ": " + failure.reason())),
                time,
                new EventLog(new PrintStream(OutputStream.nullOutputStream()))))
        .run(outOfTime);
  }

  private Path pages() {
    return folder.resolve("documents/shop/site");
  }

  private List<String> documents() throws IOException {
    try (Stream<Path> files = Files.list(pages())) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private void feeds(String more) throws IOException {
    Files.createDirectories(folder.resolve("feeds"));
    Files.writeString(
        folder.resolve("feeds/shop.json"),
        "{\"feeds\":[{\"name\":\"site\",\"kind\":\"sitemap\","
            + "\"url\":\"https://shop.example/sitemap.xml\""
            + more
            + "}]}");
  }
}
