package dev.sluice.widget;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a visitor's browser has to load. */
class SizeTest {
  @ParameterizedTest
  @CsvSource({"/sluice-chat.js, 15000", "/sluice-client.js, 5000"})
  void a_bundle_keeps_to_its_size(String path, int gzippedBytes) throws IOException {
    byte[] bytes = new WidgetFiles().find(path).orElseThrow().bytes();
    assertThat(gzipped(bytes)).as("%s, gzipped", path).isBetween(1000, gzippedBytes);
  }

  private static int gzipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.size();
  }
}
