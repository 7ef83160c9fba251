package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.modelserver.Script;
import dev.sluice.modelserver.Step;
import dev.sluice.standin.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The functions from their packages, each in processes of its own under the real runtime interface
 * client; {@code kill -9} does what it does to Lambda.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">How
 *     Lambda handles errors and retries with asynchronous invocation</a>
 */
@EnabledOnOs(OS.LINUX)
final class ProcessesTest {
  private static LocalSluice sluice;

  @BeforeAll
  static void start() throws Exception {
    sluice = LocalSluice.inProcesses();
  }

  @AfterAll
  static void stop() {
    sluice.close();
  }

  private static String question(String id) {
    return "{\"action\":\"query\",\"stream_id\":\"%s\",\"question\":\"What is your return policy?\"}"
        .formatted(id);
  }

  private static void kill9(String function) {
    List<Long> processes = sluice.stack().processIds(function);
    assertThat(processes).isNotEmpty();
    processes.forEach(id -> ProcessHandle.of(id).ifPresent(ProcessHandle::destroyForcibly));
  }

  private static void readUntilTheFirstToken(PlainClient client) throws Exception {
    client.next("status");
    client.next("immediate");
    client.next("stream_start");
    client.next("stream_token");
  }

  @Test
  void a_question_is_answered() throws Exception {
    sluice.model().enqueue(Script.answer("Within 30 days [1]."));
    try (PlainClient client = sluice.connect()) {
      client.send(question(LocalSluice.newId()));
      List<JsonNode> frames = client.untilEnd();

      assertThat(PlainClient.types(frames))
          .containsExactly(
              "status", "immediate", "stream_start", "stream_token", "stream_end", "complete");
      assertThat(PlainClient.text(frames)).isEqualTo("Within 30 days [1].");
      assertThat(sluice.stack().processIds("QueryFunction")).hasSize(1);
    }
  }

  @Test
  void a_stream_leaves_figures_in_the_log_and_no_content() throws Exception {
    String id = LocalSluice.newId();
    sluice.model().enqueue(Script.answer("An unmistakable answer [1]."));
    try (PlainClient client = sluice.connect()) {
      client.send(question(id));
      client.untilEnd();
    }
    Awaitility.await().until(() -> figures("stream_ended", id).isPresent());
    JsonNode ended = figures("stream_ended", id).orElseThrow();

    assertThat(ended.path("outcome").asText()).isEqualTo("done");
    assertThat(ended.path("finish_reason").asText()).isEqualTo("stop");
    assertThat(ended.path("model").asText()).startsWith("deepseek/");
    assertThat(ended.path("Tokens").asInt()).isEqualTo(4);
    assertThat(ended.path("Frames").asInt()).isBetween(4, 8);
    assertThat(ended.path("TimeToFirstToken").asLong())
        .isLessThanOrEqualTo(ended.path("AnswerTime").asLong());
    assertThat(ended.path("Service").asText()).isEqualTo("e2e");
    assertThat(figures("asked", id).orElseThrow().path("TimeToImmediate").asLong())
        .isLessThanOrEqualTo(ended.path("TimeToFirstToken").asLong());
    assertThat(sluice.logs())
        .noneMatch(line -> line.contains("return policy"))
        .noneMatch(line -> line.contains("unmistakable"))
        .noneMatch(line -> line.contains(LocalSluice.KEY));
  }

  private static Optional<JsonNode> figures(String event, String stream) {
    return sluice.logs().stream()
        .filter(line -> line.contains("\"_aws\"") && line.contains(stream))
        .map(ProcessesTest::json)
        .filter(line -> line.path("event").asText().equals(event))
        .findFirst();
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void what_a_killed_function_left_is_gone_on_with_by_lambdas_retry() throws Exception {
    String id = LocalSluice.newId();
    String gate = "retry of " + id;
    sluice.model().enqueue(Script.of(Step.text("Within "), Step.await(gate)));
    try (PlainClient client = sluice.connect()) {
      client.send(question(id));
      readUntilTheFirstToken(client);
      Awaitility.await().until(() -> sluice.model().hasReached(gate));
      sluice.model().enqueue(Script.answer("30 days."));
      kill9("StreamFunction");
      JsonNode again = client.next("stream_start");

      assertThat(again.path("attempt").asInt()).isEqualTo(2);
      assertThat(again.path("offset").asInt()).isZero();
      assertThat(PlainClient.text(client.untilEnd())).isIn("Within 30 days.", "30 days.");
    }
  }

  @Test
  void what_is_killed_again_and_again_goes_to_the_dead_letters() throws Exception {
    Stack stack = sluice.stack();
    String deadLetters = stack.model().queues().get("DeadLetters").arn();
    String id = LocalSluice.newId();
    String gate = "never of " + id;
    Script hanging = Script.of(Step.text("Within "), Step.await(gate));
    sluice.model().enqueue(hanging);
    try (PlainClient client = sluice.connect()) {
      client.send(question(id));
      readUntilTheFirstToken(client);
      sluice.model().enqueue(hanging);
      kill9("StreamFunction");
      assertThat(client.next("stream_start").path("attempt").asInt()).isEqualTo(2);
      kill9("StreamFunction");
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> stack.queues().bodies(deadLetters).stream().anyMatch(b -> b.contains(id)));

      assertThat(stack.queues().bodies(deadLetters).getLast())
          .contains("RetriesExhausted", "\"approximateInvokeCount\":2");
    }
  }
}
