package dev.sluice.standin.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Something that a caller wants to do to one resource.
 *
 * @param action such as {@code dynamodb:GetItem}
 * @param resource its ARN
 * @param context values of condition keys, by the key in lower case
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/intro-structure.html#intro-structure-request">How
 *     IAM works: request</a>
 */
public record AccessRequest(String action, String resource, Map<String, List<String>> context) {
  /** Copies the context. */
  public AccessRequest {
    context = Map.copyOf(context);
  }

  /** A request whose action has no condition keys of its own. */
  public static AccessRequest of(String action, String resource) {
    return new AccessRequest(action, resource, Map.of());
  }

  /** The same request with one more condition key. */
  public AccessRequest with(String key, List<String> values) {
    Map<String, List<String>> more = new HashMap<>(context);
    more.put(key.toLowerCase(Locale.ROOT), List.copyOf(values));
    return new AccessRequest(action, resource, more);
  }
}
