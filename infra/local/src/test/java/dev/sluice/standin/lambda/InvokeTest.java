package dev.sluice.standin.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.standin.ForeignStack;
import dev.sluice.standin.SignedHttp;
import dev.sluice.standin.Stack;
import foreign.Seen;
import java.net.http.HttpResponse;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
class InvokeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static Stack stack;

  @BeforeAll
  static void start() {
    stack = Stack.start(ForeignStack.options().build());
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @BeforeEach
  void forget() {
    Seen.forget();
  }

  private static HttpResponse<String> invoke(String name, String type, String payload)
      throws Exception {
    return SignedHttp.send(
        stack,
        "lambda",
        "POST",
        "/2015-03-31/functions/" + name + "/invocations",
        Map.of("X-Amz-Invocation-Type", type),
        payload);
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return JSON.readTree(answer.body());
  }

  @Test
  void a_function_is_found_by_name_alias_and_arn() throws Exception {
    String arn = "arn:aws:lambda:eu-local-1:000000000000:function:local-JobFunction";
    for (Map.Entry<String, String> spelling :
        Map.of(
                "local-JobFunction", arn,
                "local-JobFunction:live", arn + ":live",
                "local-JobFunction:%24LATEST", arn + ":$LATEST",
                "000000000000:function:local-JobFunction", arn,
                "arn%3Aaws%3Alambda%3Aeu-local-1%3A000000000000%3Afunction%3Alocal-JobFunction%3Alive",
                    arn + ":live")
            .entrySet()) {
      HttpResponse<String> answer = invoke(spelling.getKey(), "RequestResponse", "{\"a\":1}");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(json(answer).path("arn").asText()).isEqualTo(spelling.getValue());
    }
  }

  @Test
  void the_context_is_that_of_the_function() throws Exception {
    HttpResponse<String> answer = invoke("local-JobFunction:live", "RequestResponse", "{\"a\":1}");
    JsonNode result = json(answer);

    assertThat(answer.headers().firstValue("X-Amz-Executed-Version")).contains("1");
    assertThat(result.path("event")).isEqualTo(JSON.readTree("{\"a\":1}"));
    assertThat(result.path("function").asText()).isEqualTo("local-JobFunction");
    assertThat(result.path("version").asText()).isEqualTo("1");
    assertThat(result.path("memory").asInt()).isEqualTo(512);
    assertThat(result.path("remaining").asInt()).isBetween(1, 1_000);
    assertThat(result.path("stream").asText()).startsWith("[1]");
  }

  @Test
  void a_function_or_alias_that_does_not_exist_is_not_found() throws Exception {
    for (String name : new String[] {"nobody", "local-JobFunction:other"}) {
      HttpResponse<String> answer = invoke(name, "RequestResponse", "{}");

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.headers().firstValue("x-amzn-ErrorType"))
          .contains("ResourceNotFoundException");
    }
  }

  /**
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-exceptions.html">Java function
   *     errors in Lambda</a>
   */
  @Test
  void an_exception_is_a_function_error_with_type_message_and_trace() throws Exception {
    HttpResponse<String> answer =
        invoke("local-JobFunction", "RequestResponse", "{\"do\":\"throw\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
    assertThat(json(answer).path("errorMessage").asText()).isEqualTo("Cannot do this");
    assertThat(json(answer).path("errorType").asText())
        .isEqualTo("java.lang.IllegalArgumentException");
    assertThat(json(answer).path("stackTrace").path(0).asText()).contains("foreign.JobHandler");
  }

  @Test
  void a_function_is_ended_when_its_time_is_over() throws Exception {
    HttpResponse<String> answer =
        invoke("local-JobFunction", "RequestResponse", "{\"do\":\"hang\"}");

    assertThat(answer.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
    assertThat(json(answer).path("errorMessage").asText())
        .endsWith("Task timed out after 1.00 seconds");
  }

  @Test
  void an_event_is_accepted_at_once_and_handled_later() throws Exception {
    HttpResponse<String> answer = invoke("local-JobFunction:live", "Event", "{\"a\":2}");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEmpty();
    Awaitility.await().until(() -> Seen.calls().size() == 1);
    Awaitility.await().until(() -> stack.pendingInvocations() == 0);
  }

  @Test
  void a_dry_run_invokes_nothing() throws Exception {
    assertThat(invoke("local-JobFunction", "DryRun", "{}").statusCode()).isEqualTo(204);
    assertThat(Seen.calls()).isEmpty();
  }

  @Test
  void a_payload_that_is_not_json_is_refused() throws Exception {
    HttpResponse<String> answer = invoke("local-JobFunction", "Event", "{\"a\":");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("x-amzn-ErrorType"))
        .contains("InvalidRequestContentException");
  }

  /**
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
   *     quotas</a>
   */
  @Test
  void a_result_of_more_than_six_megabytes_is_a_function_error() throws Exception {
    HttpResponse<String> answer =
        invoke("local-JobFunction", "RequestResponse", "{\"do\":\"return much\"}");

    assertThat(answer.headers().firstValue("X-Amz-Function-Error")).isPresent();
    assertThat(answer.body()).contains("Function.ResponseSizeTooLarge");
  }

  /**
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
   *     quotas</a>
   */
  @Test
  void an_event_of_more_than_one_megabyte_is_refused() throws Exception {
    String payload = "\"" + "x".repeat(1024 * 1024) + "\"";

    assertThat(invoke("local-JobFunction", "Event", payload).statusCode()).isEqualTo(413);
    assertThat(Seen.calls()).isEmpty();
  }
}
