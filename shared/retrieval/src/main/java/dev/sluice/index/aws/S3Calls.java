package dev.sluice.index.aws;

import java.io.IOException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Calls of the SDK, whose failures are I/O to the rest of the program. */
final class S3Calls {
  private S3Calls() {}

  static <T> T io(Supplier<T> call) throws IOException {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new IOException("S3: " + e.getMessage(), e);
    }
  }
}
