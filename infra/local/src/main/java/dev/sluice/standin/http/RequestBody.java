package dev.sluice.standin.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** Reads whole bodies, up to a limit. */
public final class RequestBody {
  private RequestBody() {}

  /**
   * Reads the body, blocking.
   *
   * @param limitBytes the largest body that is read
   * @return empty when it is larger; the rest has then been read and dropped, so that the client
   *     sees the answer
   */
  public static Optional<byte[]> read(Request request, int limitBytes) throws IOException {
    try (InputStream in = Request.asInputStream(request)) {
      byte[] body = in.readNBytes(limitBytes);
      if (in.skip(1) == 0) {
        return Optional.of(body);
      }
      in.skip(Long.MAX_VALUE);
      return Optional.empty();
    }
  }
}
