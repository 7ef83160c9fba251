package dev.sluice.standin.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standin.template.Integration;
import dev.sluice.standin.template.TemplateException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Answers a message from templates alone. Templates may hold {@code $context} variables; anything
 * else of the template language is refused when the stack starts.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-transformations.html">Data
 *     transformations for WebSocket APIs</a>
 */
final class MockIntegration {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Integration.Mock mock;

  /**
   * @throws TemplateException naming what of a template is not available locally
   */
  MockIntegration(String route, Integration.Mock mock) {
    this.mock = mock;
    Stream.concat(
            mock.requestTemplates().values().stream(),
            mock.responses().stream().flatMap(response -> response.templates().values().stream()))
        .forEach(template -> check(route, template));
  }

  /**
   * The answer to a message.
   *
   * @param context the {@code $context} of the request
   * @return empty when the request template gives no status, which is an error of the configuration
   */
  Optional<ProxyAnswer> answer(ObjectNode context) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("context", context);
    return template(mock.templateSelection(), mock.requestTemplates(), root)
        .flatMap(MockIntegration::status)
        .map(status -> new ProxyAnswer(status, Map.of(), body(status, root)));
  }

  private Optional<String> body(int status, ObjectNode root) {
    return response(Integer.toString(status))
        .flatMap(response -> template(response.templateSelection(), response.templates(), root));
  }

  private Optional<Integration.MockResponse> response(String status) {
    Stream<Integration.MockResponse> patterns =
        mock.responses().stream().filter(response -> matches(response.key(), status));
    return patterns
        .findFirst()
        .or(
            () ->
                mock.responses().stream()
                    .filter(response -> response.key().equals(RouteSelector.DEFAULT))
                    .findFirst());
  }

  private static boolean matches(String key, String status) {
    return key.length() > 2
        && key.startsWith("/")
        && key.endsWith("/")
        && status.matches(key.substring(1, key.length() - 1));
  }

  private static Optional<String> template(
      String selection, Map<String, String> templates, ObjectNode root) {
    return new Expression(selection)
        .evaluate(root)
        .flatMap(key -> Optional.ofNullable(templates.get(key)))
        .or(() -> Optional.ofNullable(templates.get(RouteSelector.DEFAULT)))
        .map(template -> new Expression(template).render(root));
  }

  private static Optional<Integer> status(String rendered) {
    try {
      return Optional.of(JSON.readTree(rendered).path("statusCode"))
          .filter(JsonNode::isIntegralNumber)
          .map(JsonNode::intValue);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static void check(String route, String template) {
    Optional<String> foreign = new Expression(template).foreignVariable("context");
    if (foreign.isPresent() || template.matches("(?s).*(#[a-zA-Z{#*]|\\$!).*")) {
      throw new TemplateException(
          "The templates of the route "
              + route
              + " use "
              + foreign.orElse("directives")
              + "; locally a MOCK integration has $context variables only");
    }
  }
}
