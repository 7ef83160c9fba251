package dev.sluice.standin.bucket;

import dev.sluice.standin.http.Reply;
import dev.sluice.standin.policy.AccessRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * S3's operations.
 *
 * @param buckets what they work on
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html">Amazon S3 API
 *     reference</a>
 */
record S3Operations(Buckets buckets) {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  /**
   * What a caller must be allowed to do.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html">Required
   *     permissions for Amazon S3 API operations</a>
   */
  static AccessRequest wanted(S3Call call) {
    ObjectAddress address = call.address();
    return switch (call.operation()) {
      case GET_OBJECT, HEAD_OBJECT -> AccessRequest.of("s3:GetObject", address.objectArn());
      case PUT_OBJECT -> AccessRequest.of("s3:PutObject", address.objectArn());
      case DELETE_OBJECT -> AccessRequest.of("s3:DeleteObject", address.objectArn());
      case HEAD_BUCKET -> AccessRequest.of("s3:ListBucket", address.bucketArn());
      case LIST_OBJECTS -> {
        AccessRequest list = AccessRequest.of("s3:ListBucket", address.bucketArn());
        for (String key : List.of("prefix", "delimiter")) {
          String value = call.query().get(key);
          list = value == null ? list : list.with("s3:" + key, List.of(value));
        }
        yield list;
      }
    };
  }

  /**
   * What a caller must be allowed besides, so as to be told that an object is not there; whoever
   * may not list is told that access is denied. The key counts as the prefix (ceph/ceph#68577 found
   * AWS to do so).
   *
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">GetObject</a>
   */
  Optional<AccessRequest> wantedForAbsent(S3Call call) {
    return switch (call.operation()) {
      case GET_OBJECT, HEAD_OBJECT ->
          buckets.bucket(call.address().bucket()).find(call.address().key()).isPresent()
              ? Optional.empty()
              : Optional.of(
                  AccessRequest.of("s3:ListBucket", call.address().bucketArn())
                      .with("s3:prefix", List.of(call.address().key())));
      case PUT_OBJECT, DELETE_OBJECT, HEAD_BUCKET, LIST_OBJECTS -> Optional.empty();
    };
  }

  /**
   * Runs an operation.
   *
   * @throws S3Exception when it cannot be done
   */
  Reply run(S3Call call) {
    return switch (call.operation()) {
      case GET_OBJECT, HEAD_OBJECT -> get(call);
      case PUT_OBJECT -> {
        StoredObject put =
            buckets.put(call.address(), call.contentType(), call.content(), call.conditions());
        yield Reply.empty(200).with("ETag", quoted(put));
      }
      case DELETE_OBJECT -> {
        buckets.delete(call.address(), call.conditions());
        yield Reply.empty(204);
      }
      case HEAD_BUCKET -> {
        buckets.bucket(call.address().bucket());
        yield Reply.empty(200);
      }
      case LIST_OBJECTS -> list(call);
    };
  }

  private Reply get(S3Call call) {
    ObjectFolder folder = buckets.bucket(call.address().bucket());
    String key = call.address().key();
    StoredObject object = folder.find(key).orElseThrow(() -> S3Exception.noSuchKey(key));
    if (!call.conditions().isMatched(object)) {
      throw S3Exception.preconditionFailed();
    }
    if (call.conditions().isUnwanted(object)) {
      return Reply.empty(304).with("ETag", quoted(object));
    }
    byte[] content = folder.read(key);
    Optional<ByteRange> range =
        call.header("range").flatMap(header -> ByteRange.of(header, content.length));
    Reply whole = new Reply(range.isPresent() ? 206 : 200, Map.of(), part(content, range));
    Reply reply =
        whole
            .with("ETag", quoted(object))
            .with("Last-Modified", HTTP_DATE.format(object.modified()))
            .with("Accept-Ranges", "bytes")
            .with("Content-Type", object.contentType());
    return range
        .map(r -> "bytes " + r.first() + "-" + r.last() + "/" + content.length)
        .map(value -> reply.with("Content-Range", value))
        .orElse(reply);
  }

  private static byte[] part(byte[] content, Optional<ByteRange> range) {
    return range.map(r -> Arrays.copyOfRange(content, r.first(), r.last() + 1)).orElse(content);
  }

  private Reply list(S3Call call) {
    Map<String, String> query = call.query();
    Optional<String> token = Optional.ofNullable(query.get("continuation-token"));
    int limit = limit(query.getOrDefault("max-keys", Integer.toString(Listing.MOST)));
    Listing listing =
        Listing.of(
            buckets.bucket(call.address().bucket()),
            new Listing.Query(
                query.getOrDefault("prefix", ""),
                query.getOrDefault("delimiter", ""),
                limit,
                token.map(Listing.Query::afterOf).orElse(query.getOrDefault("start-after", ""))));
    boolean encoded = query.getOrDefault("encoding-type", "").equals("url");
    UnaryOperator<String> name =
        text ->
            encoded
                ? URLEncoder.encode(text, StandardCharsets.UTF_8)
                    .replace("+", "%20")
                    .replace("%2F", "/")
                : text;
    Xml xml = new Xml().open("ListBucketResult").leaf("Name", call.address().bucket());
    xml.leaf("Prefix", name.apply(query.getOrDefault("prefix", "")));
    xml.leaf("KeyCount", listing.objects().size() + listing.commonPrefixes().size());
    xml.leaf("MaxKeys", limit).leaf("IsTruncated", listing.next().isPresent());
    if (encoded) {
      xml.leaf("EncodingType", "url");
    }
    listing.next().ifPresent(next -> xml.leaf("NextContinuationToken", next));
    for (StoredObject object : listing.objects()) {
      xml.open("Contents").leaf("Key", name.apply(object.key()));
      xml.leaf("LastModified", object.modified()).leaf("ETag", quoted(object));
      xml.leaf("Size", object.sizeBytes()).leaf("StorageClass", "STANDARD").close("Contents");
    }
    for (String prefix : listing.commonPrefixes()) {
      xml.open("CommonPrefixes").leaf("Prefix", name.apply(prefix)).close("CommonPrefixes");
    }
    return xml(200, xml.close("ListBucketResult"));
  }

  private static int limit(String text) {
    try {
      return Math.clamp(Integer.parseInt(text), 0, Listing.MOST);
    } catch (NumberFormatException e) {
      throw new S3Exception(400, "InvalidArgument", "Provided max-keys not an integer: " + text);
    }
  }

  private static String quoted(StoredObject object) {
    return '"' + object.eTag() + '"';
  }

  private static Reply xml(int status, Xml xml) {
    return new Reply(
        status,
        Map.of("Content-Type", "application/xml"),
        xml.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** An error as S3 reports it. */
  static Reply error(int status, String code, String message) {
    return xml(
        status, new Xml().open("Error").leaf("Code", code).leaf("Message", message).close("Error"));
  }
}
