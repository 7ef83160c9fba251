package dev.sluice.modelserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads HTTP/1.1 requests, one after the other, from a connection (RFC 9112). One thread. */
final class RequestReader {
  /** What clients of this server send is far smaller; more is a mistake. */
  private static final int MAX_LINE_BYTES = 16 * 1024;

  private static final int MAX_BODY_BYTES = 8 * 1024 * 1024;

  private final InputStream in;

  RequestReader(InputStream in) {
    this.in = in;
  }

  /** The next request, or empty when the client has closed the connection. */
  Optional<ModelRequest> next() throws IOException {
    Optional<String> start = line();
    if (start.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = start.get().split(" ");
    if (parts.length < 2) {
      throw new IOException("Expected a request line but got " + start.get().length() + " chars");
    }
    Map<String, String> headers = headers();
    byte[] body = body(headers);
    return Optional.of(new ModelRequest(parts[0], parts[1], headers, Json.tree(body)));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    String line = line().orElse("");
    while (!line.isEmpty()) {
      int colon = line.indexOf(':');
      String name = line.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
      headers.put(name, line.substring(colon + 1).strip());
      line = line().orElse("");
    }
    return headers;
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if (!"chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      return exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size = Integer.parseInt(line().orElse("0"), 16);
    while (size > 0) {
      body.write(exactly(size));
      line();
      size = Integer.parseInt(line().orElse("0"), 16);
    }
    line();
    return body.toByteArray();
  }

  private byte[] exactly(int bytes) throws IOException {
    if (bytes > MAX_BODY_BYTES) {
      throw new IOException("Expected at most " + MAX_BODY_BYTES + " bytes but got " + bytes);
    }
    byte[] read = in.readNBytes(bytes);
    if (read.length < bytes) {
      throw new IOException("The body ended after " + read.length + " of " + bytes + " bytes");
    }
    return read;
  }

  private Optional<String> line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return Optional.of(line.toString(StandardCharsets.ISO_8859_1).stripTrailing());
      }
      line.write(b);
      if (line.size() > MAX_LINE_BYTES) {
        throw new IOException("Expected a line of at most " + MAX_LINE_BYTES + " bytes");
      }
    }
    return Optional.empty();
  }
}
