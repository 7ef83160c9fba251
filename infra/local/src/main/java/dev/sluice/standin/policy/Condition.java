package dev.sluice.standin.policy;

import java.util.List;
import java.util.Map;

/**
 * One key of a statement's {@code Condition}. All keys of a statement must hold.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html">Conditions
 *     with multiple context keys or values</a>
 */
sealed interface Condition {
  /** Whether it holds in the context of a request, whose keys are in lower case. */
  boolean holds(Map<String, List<String>> context);

  /**
   * Whether a key is there at all.
   *
   * @param key in lower case
   * @param absent whether it must be absent
   */
  record Presence(String key, boolean absent) implements Condition {
    @Override
    public boolean holds(Map<String, List<String>> context) {
      return context.containsKey(key) != absent;
    }
  }

  /** Which of a key's values are compared. */
  enum Quantifier {
    /** The one value that a key has. */
    NONE,
    /** All of them; holds where there is none. */
    FOR_ALL_VALUES,
    /** At least one of them. */
    FOR_ANY_VALUE
  }

  /**
   * A comparison of a key's values.
   *
   * @param ifExists whether it holds where the key is absent
   * @param key in lower case
   * @param wanted one of which must match, or none if the operator is negated
   */
  record Comparison(
      Operator operator, Quantifier quantifier, boolean ifExists, String key, List<String> wanted)
      implements Condition {
    /** Copies the values. */
    public Comparison {
      wanted = List.copyOf(wanted);
    }

    @Override
    public boolean holds(Map<String, List<String>> context) {
      List<String> values = context.getOrDefault(key, List.of());
      if (values.isEmpty()) {
        return ifExists
            || quantifier == Quantifier.FOR_ALL_VALUES
            || (quantifier == Quantifier.NONE && operator.isNegated());
      }
      return quantifier == Quantifier.FOR_ALL_VALUES
          ? values.stream().allMatch(this::passes)
          : values.stream().anyMatch(this::passes);
    }

    private boolean passes(String value) {
      return wanted.stream().anyMatch(one -> operator.matches(one, value)) != operator.isNegated();
    }
  }
}
