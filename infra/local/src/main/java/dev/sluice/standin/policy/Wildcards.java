package dev.sluice.standin.policy;

import java.util.Locale;

/**
 * Patterns in which {@code *} stands for any characters and {@code ?} for any one.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html">IAM
 *     JSON policy elements: Resource</a>
 */
final class Wildcards {
  private static final int ARN_PARTS = 6;

  private Wildcards() {}

  /** Whether the whole text is of the pattern. */
  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1; // where the last star is, and up to where it has taken text
    int taken = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        taken = t;
      } else if (p < pattern.length() && isSame(pattern.charAt(p), text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++taken;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean isSame(char pattern, char text) {
    return pattern == '?' || pattern == text;
  }

  /** Like {@link #matches}, whatever the case. */
  static boolean matchesAnyCase(String pattern, String text) {
    return matches(pattern.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT));
  }

  /** Whether it may stand for an ARN: a star, or six parts. */
  static boolean isArnPattern(String pattern) {
    return pattern.equals("*") || pattern.split(":", ARN_PARTS).length == ARN_PARTS;
  }

  /** Each of an ARN's six parts is matched by itself: a star in one does not reach the next. */
  static boolean matchesArn(String pattern, String arn) {
    if (pattern.equals("*")) {
      return true;
    }
    String[] wanted = pattern.split(":", ARN_PARTS);
    String[] parts = arn.split(":", ARN_PARTS);
    if (wanted.length != parts.length) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      if (!matches(wanted[i], parts[i])) {
        return false;
      }
    }
    return true;
  }
}
