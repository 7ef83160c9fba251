package dev.sluice.widget;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WidgetFilesTest {
  private final WidgetFiles files = new WidgetFiles();

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8",
    "/p/TN-2001, text/html; charset=utf-8",
    "/pages/returns, text/html; charset=utf-8",
    "/client.html, text/html; charset=utf-8",
    "/sluice-chat.js, text/javascript; charset=utf-8",
    "/sluice-client.js, text/javascript; charset=utf-8",
    "/sluice-markdown.js, text/javascript; charset=utf-8",
    "/sluice-client.d.ts, text/plain; charset=utf-8",
    "/pages.css, text/css; charset=utf-8",
    "/favicon.svg, image/svg+xml"
  })
  void each_file_comes_with_its_type(String path, String contentType) {
    WidgetFile file = files.find(path).orElseThrow();
    assertThat(file.contentType()).isEqualTo(contentType);
    assertThat(file.bytes()).isNotEmpty();
    assertThat(file.etag()).matches("\"[0-9a-f]{24}\"");
    assertThat(files.find(path)).contains(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "index.html",
        "/nothing.js",
        "/../widget/index.html",
        "/WidgetFiles.class",
        "/a/index.html",
        "/%2e%2e/index.html",
        "/p/../index.html",
        "/pages/returns.md",
        "/index.html/",
        "//index.html"
      })
  void nothing_else_is_found(String path) {
    assertThat(files.find(path)).isEmpty();
  }

  @Test
  void a_product_is_shown_on_the_same_page() {
    assertThat(files.find("/p/x")).isEqualTo(files.find("/"));
    assertThat(new String(files.find("/").orElseThrow().bytes(), StandardCharsets.UTF_8))
        .contains("<sluice-chat");
  }

  @Test
  void nobody_can_change_what_others_read() {
    WidgetFile file = files.find("/").orElseThrow();
    file.bytes()[0] = 0;
    file.content().get();
    assertThat(files.find("/").orElseThrow().bytes()[0]).isEqualTo((byte) '<');
  }
}
