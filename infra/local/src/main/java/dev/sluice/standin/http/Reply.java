package dev.sluice.standin.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * An HTTP answer as a value.
 *
 * @param status the HTTP status
 * @param headers by name
 * @param body may be empty
 */
public record Reply(int status, Map<String, String> headers, byte[] body) {
  /** No answer at all: the connection is cut, as when a machine dies. */
  public static final Reply RESET = new Reply(0, Map.of(), new byte[0]);

  /** Copies the headers, keeping their order. */
  public Reply {
    headers = new LinkedHashMap<>(headers);
  }

  /** An answer without a body. */
  public static Reply empty(int status) {
    return new Reply(status, Map.of(), new byte[0]);
  }

  /** An answer with a JSON document. */
  public static Reply json(int status, JsonNode body) {
    return new Reply(
        status,
        Map.of("Content-Type", "application/json"),
        body.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** An error as AWS's services report it: its name in a header, its message in the body. */
  public static Reply error(int status, String errorType, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("message", message);
    return json(status, body).with("x-amzn-ErrorType", errorType);
  }

  /** The same answer with one more header. */
  public Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body);
  }

  /** Writes the answer; the callback is completed once it has been written. */
  public void write(Request request, Response response, Callback callback) {
    if (status == 0) {
      request.getConnectionMetaData().getConnection().getEndPoint().close();
      callback.failed(new EOFException("Cut on purpose"));
      return;
    }
    response.setStatus(status);
    headers.forEach(response.getHeaders()::put);
    if (status != 204) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    }
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
