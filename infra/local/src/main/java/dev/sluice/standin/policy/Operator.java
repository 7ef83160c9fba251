package dev.sluice.standin.policy;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a condition compares, apart from {@code Null}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">IAM
 *     JSON policy elements: Condition operators</a>
 */
enum Operator {
  STRING_EQUALS("StringEquals", false),
  STRING_NOT_EQUALS("StringNotEquals", true),
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false),
  STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true),
  STRING_LIKE("StringLike", false),
  STRING_NOT_LIKE("StringNotLike", true),
  ARN_EQUALS("ArnEquals", false),
  ARN_NOT_EQUALS("ArnNotEquals", true),
  ARN_LIKE("ArnLike", false),
  ARN_NOT_LIKE("ArnNotLike", true),
  BOOL("Bool", false);

  private final String word;
  private final boolean negated;

  Operator(String word, boolean negated) {
    this.word = word;
    this.negated = negated;
  }

  /** The operator of a policy's word; empty for others. */
  static Optional<Operator> of(String word) {
    return Arrays.stream(values()).filter(operator -> operator.word.equals(word)).findFirst();
  }

  /** Whether it holds where the values do <em>not</em> match. */
  boolean isNegated() {
    return negated;
  }

  /** Whether the values match, before a negation. */
  boolean matches(String wanted, String value) {
    return switch (this) {
      case STRING_EQUALS, STRING_NOT_EQUALS -> wanted.equals(value);
      case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE, BOOL ->
          wanted.equalsIgnoreCase(value);
      case STRING_LIKE, STRING_NOT_LIKE -> Wildcards.matches(wanted, value);
      case ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE ->
          Wildcards.matchesArn(wanted, value);
    };
  }
}
