package dev.sluice.standin.bucket;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One page of {@code ListObjectsV2}.
 *
 * @param objects whose keys have no delimiter behind the prefix
 * @param commonPrefixes of the keys that have one
 * @param next the token of the next page
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html">ListObjectsV2</a>
 */
record Listing(List<StoredObject> objects, List<String> commonPrefixes, Optional<String> next) {
  /** S3 gives no more at once. */
  static final int MOST = 1_000;

  private static final String LAST_CHARACTER = new String(Character.toChars(0x10FFFF));

  /**
   * What is asked for.
   *
   * @param delimiter empty for none
   * @param limit how many objects and prefixes at most
   * @param after the key or prefix behind which to go on; empty from the start
   */
  record Query(String prefix, String delimiter, int limit, String after) {
    /** The query that goes on where a token says. */
    static String afterOf(String token) {
      try {
        return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        throw new S3Exception(
            400, "InvalidArgument", "The continuation token provided is incorrect");
      }
    }
  }

  static Listing of(ObjectFolder folder, Query query) {
    List<StoredObject> objects = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    String last = query.after();
    boolean skipsPrefix = !query.delimiter().isEmpty() && query.after().endsWith(query.delimiter());
    String from = skipsPrefix ? query.after() + LAST_CHARACTER : query.after();
    String start = from.compareTo(query.prefix()) > 0 ? from : query.prefix();
    for (Map.Entry<String, StoredObject> entry : folder.from(start).entrySet()) {
      String key = entry.getKey();
      if (!key.startsWith(query.prefix())) {
        break;
      }
      if (key.equals(query.after()) || isIn(prefixes, key)) {
        continue;
      }
      if (objects.size() + prefixes.size() == query.limit()) {
        String token = Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8));
        return new Listing(objects, prefixes, Optional.of(token));
      }
      int end =
          query.delimiter().isEmpty()
              ? -1
              : key.indexOf(query.delimiter(), query.prefix().length());
      if (end < 0) {
        objects.add(entry.getValue());
        last = key;
      } else {
        last = key.substring(0, end + query.delimiter().length());
        prefixes.add(last);
      }
    }
    return new Listing(objects, prefixes, Optional.empty());
  }

  private static boolean isIn(List<String> prefixes, String key) {
    return !prefixes.isEmpty() && key.startsWith(prefixes.getLast());
  }
}
