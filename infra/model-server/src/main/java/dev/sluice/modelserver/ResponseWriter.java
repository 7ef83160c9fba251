package dev.sluice.modelserver;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes one HTTP/1.1 answer in chunks, each at once (RFC 9112, section 7.1). One thread. When a
 * limit is set, what lies beyond it is not written and {@link CutException} tells it.
 */
final class ResponseWriter {
  private final OutputStream out;

  /** How many more bytes of the body may be written. */
  private long left = Long.MAX_VALUE;

  ResponseWriter(OutputStream out) {
    this.out = out;
  }

  /** The script wants the connection cut here. */
  static final class CutException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  void head(int status, Map<String, String> headers) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Transfer-Encoding: chunked\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  void body(byte[] bytes) throws IOException {
    int length = (int) Math.min(bytes.length, left);
    if (length > 0) {
      out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.write(bytes, 0, length);
      out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
    left -= length;
    if (left == 0) {
      throw new CutException();
    }
  }

  void cutAfter(long bytes) {
    left = bytes;
  }

  void end() throws IOException {
    out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }
}
