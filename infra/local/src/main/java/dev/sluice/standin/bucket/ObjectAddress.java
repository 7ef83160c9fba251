package dev.sluice.standin.bucket;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * What a path-style request is about.
 *
 * @param bucket its name
 * @param key of an object; empty for the bucket itself
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html#path-style-access">Path-style
 *     requests</a>
 */
record ObjectAddress(String bucket, String key) {
  /**
   * @param path still encoded, beginning with a slash
   */
  static ObjectAddress of(String path) {
    String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    int slash = decoded.indexOf('/', 1);
    return slash < 0
        ? new ObjectAddress(decoded.substring(1), "")
        : new ObjectAddress(decoded.substring(1, slash), decoded.substring(slash + 1));
  }

  String bucketArn() {
    return "arn:aws:s3:::" + bucket;
  }

  String objectArn() {
    return bucketArn() + "/" + key;
  }
}
