package dev.sluice.standin.lambda;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function as a caller names it: a name or an ARN, either with or without an alias.
 *
 * @param name the function's name
 * @param qualifier the alias or version
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
record FunctionAddress(String name, Optional<String> qualifier) {
  static final String LATEST = "$LATEST";

  private static final Pattern FORM =
      Pattern.compile("(?:(?:arn:[^:]+:lambda:[^:]+:)?\\d{12}:function:)?([^:]+)(?::([^:]+))?");

  /** Empty when the text is not of any of the forms that Lambda takes. */
  static Optional<FunctionAddress> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new FunctionAddress(matcher.group(1), Optional.ofNullable(matcher.group(2))))
        : Optional.empty();
  }

  /** The version that runs for an ARN: the published one behind an alias, else the latest. */
  static String version(String arn) {
    return parse(arn)
        .flatMap(FunctionAddress::qualifier)
        .filter(qualifier -> !qualifier.equals(LATEST))
        .map(alias -> "1")
        .orElse(LATEST);
  }
}
