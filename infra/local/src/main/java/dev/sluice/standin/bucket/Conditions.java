package dev.sluice.standin.bucket;

import java.util.List;
import java.util.Optional;

/**
 * The conditions of a request.
 *
 * @param ifMatch entity tags, or a star
 * @param ifNoneMatch entity tags, or a star
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html">Add
 *     preconditions to S3 operations with conditional requests</a>
 */
record Conditions(Optional<String> ifMatch, Optional<String> ifNoneMatch) {
  /** Whether an object is as {@code If-Match} wants it. */
  boolean isMatched(StoredObject object) {
    return ifMatch.map(tags -> has(tags, object)).orElse(true);
  }

  /** Whether an object is what {@code If-None-Match} does not want. */
  boolean isUnwanted(StoredObject object) {
    return ifNoneMatch.map(tags -> has(tags, object)).orElse(false);
  }

  private static boolean has(String tags, StoredObject object) {
    return tags.strip().equals("*")
        || List.of(tags.split(",")).stream()
            .map(tag -> tag.strip().replace("\"", ""))
            .anyMatch(object.eTag()::equals);
  }

  /**
   * Checks them before a write.
   *
   * @throws S3Exception when the object is not as they want it
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">How to
   *     prevent object overwrites with conditional writes</a>
   */
  void checkWrite(String key, Optional<StoredObject> before) {
    if (ifNoneMatch.isPresent() && !ifNoneMatch.get().strip().equals("*")) {
      throw S3Exception.notImplemented("If-None-Match other than * for writes");
    }
    if (ifMatch.isPresent() && before.isEmpty()) {
      throw S3Exception.noSuchKey(key);
    }
    if (before.isPresent() && (!isMatched(before.get()) || isUnwanted(before.get()))) {
      throw S3Exception.preconditionFailed();
    }
  }
}
