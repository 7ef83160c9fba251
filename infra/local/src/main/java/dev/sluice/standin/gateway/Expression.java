package dev.sluice.standin.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A selection expression or a template: text with variables such as {@code $request.body.action} or
 * {@code ${context.connectionId}}; {@code \$} is a dollar sign.
 *
 * @param text the expression as the template has it
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html">WebSocket
 *     selection expressions</a>
 */
record Expression(String text) {
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\\\\\$|\\$\\{([A-Za-z][\\w.\\[\\]-]*)}|\\$([A-Za-z]\\w*(?:\\.[A-Za-z_]\\w*|\\[\\d+])*)");
  private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|[^.\\[\\]]+");

  /**
   * The text with every variable replaced.
   *
   * @param root an object whose fields are the first parts of variables, such as {@code request}
   * @return empty when a variable has no value or one that is not a scalar
   */
  Optional<String> evaluate(JsonNode root) {
    return text.equals("$default") ? Optional.of(text) : replace(root, Optional.empty());
  }

  /** Like {@link #evaluate}, with an empty text for a variable that has no value. */
  String render(JsonNode root) {
    return replace(root, Optional.of("")).orElse("");
  }

  private Optional<String> replace(JsonNode root, Optional<String> absent) {
    Matcher matcher = VARIABLE.matcher(text);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      Optional<String> path =
          Optional.ofNullable(matcher.group(1)).or(() -> Optional.ofNullable(matcher.group(2)));
      JsonNode value = path.map(p -> find(root, p)).orElse(MissingNode.getInstance());
      boolean scalar = value.isValueNode() && !value.isNull();
      Optional<String> replacement =
          path.isEmpty() ? Optional.of("$") : scalar ? Optional.of(value.asText()) : absent;
      if (replacement.isEmpty()) {
        return Optional.empty();
      }
      matcher.appendReplacement(result, Matcher.quoteReplacement(replacement.get()));
    }
    return Optional.of(matcher.appendTail(result).toString());
  }

  /** A variable of the expression that does not begin with one of the given names, if any. */
  Optional<String> foreignVariable(String... roots) {
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      String path =
          Optional.ofNullable(matcher.group(1))
              .or(() -> Optional.ofNullable(matcher.group(2)))
              .orElse("");
      boolean known =
          path.isEmpty()
              || Arrays.stream(roots)
                  .anyMatch(root -> path.equals(root) || path.startsWith(root + "."));
      if (!known) {
        return Optional.of("$" + path);
      }
    }
    return Optional.empty();
  }

  private static JsonNode find(JsonNode root, String path) {
    JsonNode value = root;
    Matcher step = STEP.matcher(path);
    while (step.find()) {
      value =
          step.group(1) == null
              ? value.path(step.group())
              : value.path(Integer.parseInt(step.group(1)));
    }
    return value;
  }
}
