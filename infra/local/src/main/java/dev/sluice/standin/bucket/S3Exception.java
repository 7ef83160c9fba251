package dev.sluice.standin.bucket;

import java.io.Serial;

/** A request to S3 that cannot be met. */
final class S3Exception extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /**
   * @param status of HTTP
   * @param code S3's name of the error
   */
  S3Exception(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  static S3Exception noSuchKey(String key) {
    return new S3Exception(404, "NoSuchKey", "The specified key does not exist: " + key);
  }

  static S3Exception preconditionFailed() {
    return new S3Exception(
        412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
  }

  static S3Exception notImplemented(String what) {
    return new S3Exception(501, "NotImplemented", what + " is not available locally");
  }
}
