package dev.sluice.standin.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html">WebSocket
 *     selection expressions</a>
 */
class ExpressionTest {
  private JsonNode root;

  @BeforeEach
  void parse() throws Exception {
    root =
        new ObjectMapper()
            .readTree(
                """
                {"request":{"body":{"action":"go","n":7,"deep":{"er":true},"list":[{"a":"x"}],"none":null}}}
                """);
  }

  private Optional<String> evaluate(String expression) {
    return new Expression(expression).evaluate(root);
  }

  @Test
  void a_variable_is_a_path() {
    assertThat(evaluate("$request.body.action")).contains("go");
    assertThat(evaluate("$request.body.deep.er")).contains("true");
    assertThat(evaluate("$request.body.n")).contains("7");
    assertThat(evaluate("$request.body.list[0].a")).contains("x");
  }

  @Test
  void braces_bound_a_variable() {
    assertThat(evaluate("${request.body.action}-${request.body.n}!")).contains("go-7!");
  }

  @Test
  void a_dollar_sign_can_be_escaped() {
    assertThat(evaluate("\\$default")).contains("$default");
    assertThat(evaluate("$default")).contains("$default");
  }

  @Test
  void a_variable_without_a_scalar_has_no_value() {
    assertThat(evaluate("$request.body.missing")).isEmpty();
    assertThat(evaluate("$request.body.deep")).isEmpty();
    assertThat(evaluate("$request.body.none")).isEmpty();
  }

  @Test
  void a_template_renders_what_is_missing_as_nothing() {
    assertThat(new Expression("<$request.body.action$request.body.missing>").render(root))
        .isEqualTo("<go>");
  }

  @Test
  void a_foreign_variable_is_found() {
    assertThat(new Expression("$input.path('$')").foreignVariable("context"))
        .contains("$input.path");
    assertThat(new Expression("$context.stage").foreignVariable("context")).isEmpty();
  }
}
