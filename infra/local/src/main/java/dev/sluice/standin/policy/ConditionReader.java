package dev.sluice.standin.policy;

import java.util.List;
import java.util.Locale;

/**
 * Reads the conditions of one operator.
 *
 * @param label names the policy in messages
 * @param words as the policy has them, such as {@code ForAllValues:StringLikeIfExists}
 */
record ConditionReader(String label, String words) {
  private static final String IF_EXISTS = "IfExists";

  /**
   * @throws PolicyException for an operator or key that cannot be decided locally
   */
  Condition read(String name, List<String> values) {
    String key = name.toLowerCase(Locale.ROOT);
    if (!KnownNames.isConditionKey(key)) {
      throw PolicyReader.refused(label, "the condition key " + name);
    }
    if (words.equals("Null")) {
      if (values.size() != 1 || !values.getFirst().matches("true|false")) {
        throw PolicyReader.refused(label, "the condition Null with " + values);
      }
      return new Condition.Presence(key, values.getFirst().equals("true"));
    }
    int colon = words.indexOf(':');
    Condition.Quantifier quantifier =
        switch (words.substring(0, Math.max(0, colon))) {
          case "" -> Condition.Quantifier.NONE;
          case "ForAllValues" -> Condition.Quantifier.FOR_ALL_VALUES;
          case "ForAnyValue" -> Condition.Quantifier.FOR_ANY_VALUE;
          default -> throw PolicyReader.refused(label, "the condition operator " + words);
        };
    String operator = words.substring(colon + 1);
    boolean ifExists = operator.endsWith(IF_EXISTS);
    String word =
        ifExists ? operator.substring(0, operator.length() - IF_EXISTS.length()) : operator;
    return new Condition.Comparison(
        Operator.of(word)
            .orElseThrow(() -> PolicyReader.refused(label, "the condition operator " + words)),
        quantifier,
        ifExists,
        key,
        values);
  }
}
