package dev.sluice.standin.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">Signature
 *     calculations including trailing headers</a>
 */
class UploadBodyTest {
  private static final String CHUNKS =
      "5;chunk-signature=ab\r\n"
          + "hello\r\n"
          + "7;chunk-signature=cd\r\n"
          + ", world\r\n"
          + "0;chunk-signature=ef\r\n";
  private static final String SUM = "x-amz-checksum-crc32";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void chunks_are_put_together_and_held_against_their_checksum() {
    UploadBody body =
        UploadBody.chunked(bytes(CHUNKS + SUM + ":/6tyOg==\r\nx-amz-trailer-signature:1\r\n\r\n"));

    assertThat(body.content()).isEqualTo(bytes("hello, world"));
    body.check(Map.of());
  }

  @Test
  void a_wrong_checksum_is_refused() {
    UploadBody body = UploadBody.chunked(bytes(CHUNKS + SUM + ":AAAAAA==\r\n\r\n"));

    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> body.check(Map.of()))
        .withMessageContaining(SUM);
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(
            () ->
                UploadBody.plain(bytes("a"))
                    .check(Map.of("x-amz-checksum-sha256", "bm90IHRoYXQ=")));
  }

  @Test
  void chunks_that_end_too_early_are_refused() {
    for (int end = 0; end < CHUNKS.length() - 1; end++) {
      byte[] cut = bytes(CHUNKS.substring(0, end));
      assertThatExceptionOfType(S3Exception.class)
          .as("cut at " + end)
          .isThrownBy(() -> UploadBody.chunked(cut));
    }
  }
}
