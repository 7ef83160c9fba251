package dev.sluice.standin.bucket;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/**
 * A request to S3, read.
 *
 * @param method of HTTP
 * @param query parameters by name
 * @param headers by name in lower case
 * @param body still as it was sent
 */
record S3Call(
    String method,
    ObjectAddress address,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {
  private static final Set<String> OF_LISTS =
      Set.of(
          "list-type",
          "prefix",
          "delimiter",
          "max-keys",
          "continuation-token",
          "start-after",
          "encoding-type",
          "fetch-owner");

  static S3Call of(Request request, byte[] body) {
    Map<String, String> query = new HashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      query.put(field.getName(), Optional.ofNullable(field.getValue()).orElse(""));
    }
    query.remove("x-id"); // the SDK's name of the operation
    Map<String, String> headers = new HashMap<>();
    request
        .getHeaders()
        .forEach(field -> headers.put(field.getName().toLowerCase(Locale.ROOT), field.getValue()));
    return new S3Call(
        request.getMethod(),
        ObjectAddress.of(request.getHttpURI().getPath()),
        query,
        headers,
        body);
  }

  /** What it asks for. */
  enum Operation {
    GET_OBJECT,
    HEAD_OBJECT,
    PUT_OBJECT,
    DELETE_OBJECT,
    HEAD_BUCKET,
    LIST_OBJECTS
  }

  /**
   * @throws S3Exception for what is not available locally
   */
  Operation operation() {
    if (address.key().isEmpty()) {
      return ofBucket();
    }
    if (!query.isEmpty() || headers.containsKey("x-amz-copy-source")) {
      throw S3Exception.notImplemented(method + " with " + query.keySet() + " or a copy source");
    }
    return switch (method) {
      case "GET" -> Operation.GET_OBJECT;
      case "HEAD" -> Operation.HEAD_OBJECT;
      case "PUT" -> Operation.PUT_OBJECT;
      case "DELETE" -> Operation.DELETE_OBJECT;
      default -> throw S3Exception.notImplemented(method + " of an object");
    };
  }

  private Operation ofBucket() {
    if (method.equals("HEAD") && query.isEmpty()) {
      return Operation.HEAD_BUCKET;
    }
    if (method.equals("GET")
        && query.getOrDefault("list-type", "").equals("2")
        && OF_LISTS.containsAll(query.keySet())) {
      return Operation.LIST_OBJECTS;
    }
    throw S3Exception.notImplemented(method + " of a bucket with " + query.keySet());
  }

  Conditions conditions() {
    return new Conditions(header("if-match"), header("if-none-match"));
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The content of an upload, without its chunks, held against its checksums. */
  byte[] content() {
    boolean chunked = header("x-amz-content-sha256").orElse("").startsWith("STREAMING-");
    UploadBody upload = chunked ? UploadBody.chunked(body) : UploadBody.plain(body);
    upload.check(headers);
    return upload.content();
  }

  /** The content type, without the encoding that only says how it was sent. */
  String contentType() {
    return header("content-type").orElse("binary/octet-stream");
  }
}
