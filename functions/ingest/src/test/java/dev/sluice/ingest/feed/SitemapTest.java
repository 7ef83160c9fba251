package dev.sluice.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Sitemap files as servers have them. */
class SitemapTest {
  private static final String URLS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!-- made nightly -->
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
              xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
        <url>
          <loc> https://shop.example/a?x=1&amp;y=2 </loc>
          <image:image><image:loc>https://shop.example/a.jpg</image:loc></image:image>
          <lastmod>2026-11-01</lastmod>
          <priority>0.8</priority>
        </url>
        <url><loc>https://shop.example/b</loc></url>
        <url><loc>not an address</loc></url>
        <url></url>
      </urlset>
      """;

  @Test
  void pages_come_with_the_day_they_were_modified_if_it_is_told() throws IOException {
    Sitemap sitemap = Sitemap.read(bytes(URLS));

    assertThat(sitemap.index()).isFalse();
    assertThat(sitemap.entries())
        .isEqualTo(
            Map.of(
                URI.create("https://shop.example/a?x=1&y=2"), "2026-11-01",
                URI.create("https://shop.example/b"), ""));
  }

  @Test
  void an_index_lists_sitemaps() throws IOException {
    Sitemap sitemap =
        Sitemap.read(
            bytes(
                "<sitemapindex><sitemap><loc>https://shop.example/1.xml.gz</loc>"
                    + "<lastmod>2026-11-02</lastmod></sitemap></sitemapindex>"));

    assertThat(sitemap.index()).isTrue();
    assertThat(sitemap.entries()).containsOnlyKeys(URI.create("https://shop.example/1.xml.gz"));
  }

  @Test
  void a_compressed_file_is_read_like_a_plain_one() throws IOException {
    assertThat(Sitemap.read(zipped(bytes(URLS)))).isEqualTo(Sitemap.read(bytes(URLS)));
  }

  @Test
  void what_inflates_beyond_the_protocol_s_limit_is_refused() throws IOException {
    byte[] bomb = zipped(new byte[51 << 20]);

    assertThat(bomb.length).isLessThan(100_000);
    assertThatThrownBy(() -> Sitemap.read(bomb)).hasMessageContaining("at most 52428800 bytes");
  }

  @Test
  void entities_other_files_and_broken_ones_are_refused_with_the_reason() {
    assertRefused(
        "<!DOCTYPE urlset [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
            + "<urlset><url><loc>&x;</loc></url></urlset>",
        "without a document type declaration");
    assertRefused("<rss></rss>", "but got <rss>");
    assertRefused("<urlset><url>", "Expected a sitemap as XML but");
    assertRefused("", "Expected a sitemap as XML but");
    assertRefused("<html><body>Sorry</body></html>", "but got <html>");
  }

  private static void assertRefused(String file, String reason) {
    assertThatThrownBy(() -> Sitemap.read(bytes(file)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason);
  }

  private static byte[] zipped(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
