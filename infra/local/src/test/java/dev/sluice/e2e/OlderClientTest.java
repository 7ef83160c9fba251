package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.modelserver.Script;
import dev.sluice.modelserver.Step;
import dev.sluice.standin.fault.Effect;
import dev.sluice.standin.fault.Fault;
import dev.sluice.standin.fault.FaultPlan;
import dev.sluice.standin.fault.Occasion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A client written for the older server, which knows no stream ids, offsets or attempts. */
final class OlderClientTest {
  private static LocalSluice sluice;

  @BeforeAll
  static void start() throws Exception {
    sluice = LocalSluice.start();
  }

  @AfterAll
  static void stop() {
    sluice.close();
  }

  @Test
  void a_streamed_answer_has_the_older_order_and_keys() throws Exception {
    sluice.model().enqueue(Script.answer("You may return it within 30 days [1]."));
    try (PlainClient client = sluice.connect()) {
      client.send("{\"question\":\"What is your return policy?\",\"session_id\":null}");
      List<JsonNode> frames = client.untilEnd();

      assertThat(PlainClient.types(frames))
          .containsExactly(
              "status", "immediate", "stream_start", "stream_token", "stream_end", "complete");
      assertThat(PlainClient.text(frames)).isEqualTo("You may return it within 30 days [1].");
      JsonNode status = frames.getFirst();
      assertThat(status.path("message").asText()).isEqualTo("Processing query...");
      assertThat(status.path("status").asText()).isEqualTo("processing");
      JsonNode data = frames.get(1).path("data");
      assertThat(keys(data))
          .contains(
              "files", "snippets", "model", "search_strategy", "ai_agent_mode", "security_info");
      assertThat(data.path("files").path(0).asText()).isEqualTo("pages/returns.md");
      assertThat(keys(data.path("snippets").path(0)))
          .contains("content", "source", "score", "title", "url", "metadata");
      assertThat(frames.get(2).path("message").asText()).isEqualTo("Generating AI analysis...");
      JsonNode complete = frames.getLast();
      assertThat(complete.path("message").asText()).isEqualTo("Query processed successfully");
      assertThat(complete.path("response_time_ms").isInt()).isTrue();
      assertThat(complete.path("model").asText()).startsWith("deepseek");
    }
  }

  @Test
  void without_streaming_the_answer_comes_in_one_overview() throws Exception {
    sluice.model().enqueue(Script.answer("Within 30 days."));
    try (PlainClient client = sluice.connect()) {
      client.send("{\"question\":\"What is your return policy?\",\"stream\":false}");
      List<JsonNode> frames = client.untilEnd();

      assertThat(PlainClient.types(frames))
          .containsExactly("status", "immediate", "stream_start", "overview", "complete");
      assertThat(frames.get(3).path("data").asText()).isEqualTo("Within 30 days.");
      assertThat(frames.get(3).path("enhanced").asBoolean()).isTrue();
    }
  }

  @Test
  void without_humanizing_the_passages_are_the_answer() throws Exception {
    int calls = sluice.model().calls().size();
    try (PlainClient client = sluice.connect()) {
      client.send(
          "{\"question\":\"What is your return"
              + " policy?\",\"humanize\":false,\"ai_agent_mode\":true}");
      List<JsonNode> frames = client.untilEnd();

      assertThat(PlainClient.types(frames))
          .containsExactly("status", "immediate", "chunks", "complete");
      JsonNode data = frames.get(2).path("data");
      assertThat(data.path("chunks").path(0).asText())
          .endsWith("\n<filename>pages/returns.md</filename>\n<possible_files>[]</possible_files>");
      assertThat(data.path("chunks").toString()).contains("within 30 days of delivery");
      assertThat(data.path("available_files").path(0).asText()).isEqualTo("pages/returns.md");
      assertThat(data.path("possible_files_by_title").isObject()).isTrue();
      assertThat(frames.getFirst().path("ai_agent_mode").asBoolean()).isTrue();
      assertThat(sluice.model().calls()).hasSize(calls);
    }
  }

  @Test
  void the_second_token_is_sent_after_the_first_has_arrived() throws Exception {
    sluice
        .model()
        .enqueue(
            Script.of(
                Step.text("First"),
                Step.await("client has the first"),
                Step.text(" second"),
                Step.finish("stop"),
                Step.done()));
    try (PlainClient client = sluice.connect()) {
      client.send("{\"question\":\"What is your return policy?\"}");
      client.next("status");
      client.next("immediate");
      client.next("stream_start");
      assertThat(client.next("stream_token").path("token").asText()).isEqualTo("First");
      sluice.model().open("client has the first");
      assertThat(client.next("stream_token").path("token").asText()).isEqualTo(" second");
      assertThat(client.next("stream_end").path("length").asInt()).isEqualTo(12);
      client.next("complete");
    }
  }

  @Test
  void questions_on_one_connection_are_answered_one_after_another_in_order() throws Exception {
    sluice
        .model()
        .enqueue(
            Script.of(
                Step.text("one"), Step.await("all are asked"), Step.finish("stop"), Step.done()),
            Script.answer("two"),
            Script.answer("three"));
    try (PlainClient client = sluice.connect()) {
      client.send("{\"question\":\"What is your return policy?\"}");
      client.next("status");
      client.send("{\"question\":\"Where do you ship to?\"}");
      client.send("{\"question\":\"Which tent is light?\"}");
      sluice.model().open("all are asked");
      List<String> answers = new ArrayList<>();
      answers.add(PlainClient.text(client.untilEnd()));
      answers.add(PlainClient.text(client.untilEnd()));
      answers.add(PlainClient.text(client.untilEnd()));

      assertThat(answers).containsExactly("one", "two", "three");
    }
  }

  @Test
  void a_second_question_is_not_begun_while_the_first_is_being_answered() throws Exception {
    String other = LocalSluice.newId();
    sluice
        .model()
        .enqueue(
            Script.of(
                Step.text("one"), Step.await("first may end"), Step.finish("stop"), Step.done()),
            Script.answer("of another kind"),
            Script.answer("two"));
    try (PlainClient client = sluice.connect()) {
      client.send("{\"question\":\"What is your return policy?\"}");
      client.next("status");
      client.next("immediate");
      client.next("stream_start");
      client.next("stream_token");
      client.send("{\"question\":\"Where do you ship to?\"}");
      client.send("{\"question\":\"Which tent is light?\",\"stream_id\":\"" + other + "\"}");
      assertThat(client.untilEnd())
          .as("until a later question, which need not wait, is answered")
          .allMatch(frame -> frame.path("stream_id").asText().equals(other));
      sluice.model().open("first may end");
      assertThat(PlainClient.types(client.untilEnd())).containsExactly("stream_end", "complete");
      assertThat(PlainClient.text(client.untilEnd())).isEqualTo("two");
    }
  }

  @Test
  void trouble_with_a_second_question_is_told_after_the_first_is_answered() throws Exception {
    sluice
        .model()
        .enqueue(
            Script.of(
                Step.text("one"), Step.await("it may end"), Step.finish("stop"), Step.done()));
    try (PlainClient client = sluice.connect()) {
      client.send("{\"question\":\"What is your return policy?\"}");
      client.next("status");
      client.next("immediate");
      client.next("stream_start");
      client.next("stream_token");
      Fault claim =
          new Fault(
              Occasion.first(Occasion.Point.STORE)
                  .by("QueryFunction")
                  .operation("UpdateItem")
                  .nth(1, 3),
              new Effect.Throttle());
      sluice.stack().faults().use(FaultPlan.of(claim));
      client.send("{\"question\":\"Where do you ship to?\"}");
      Awaitility.await()
          .until(() -> Collections.frequency(sluice.stack().faults().happened(), claim) == 3);
      sluice.model().open("it may end");
      assertThat(PlainClient.types(client.untilEnd())).containsExactly("stream_end", "complete");
      assertThat(client.next("error").path("code").asText()).isEqualTo("internal");
    } finally {
      sluice.stack().faults().use(FaultPlan.NONE);
    }
  }

  @Test
  void a_model_that_breaks_in_the_middle_is_told_and_never_looks_like_an_end() throws Exception {
    sluice
        .model()
        .enqueue(
            Script.of(Step.text("You may return it "), Step.cut()),
            Script.error(500, "broken", "still"));
    try (PlainClient client = sluice.connect()) {
      client.send("{\"question\":\"What is your return policy?\"}");
      List<JsonNode> frames = client.untilEnd();

      assertThat(PlainClient.types(frames))
          .containsExactly("status", "immediate", "stream_start", "stream_token", "error");
      assertThat(frames.getLast().path("code").asText()).isEqualTo("answer_incomplete");
    }
  }

  @Test
  void a_question_about_nothing_known_has_the_same_order_with_what_is_found() throws Exception {
    sluice.model().enqueue(Script.answer("The documents do not tell."));
    try (PlainClient client = sluice.connect()) {
      client.send("{\"question\":\"xyzzy plugh\",\"filters\":{\"brand\":\"Nobody\"}}");
      List<JsonNode> frames = client.untilEnd();

      assertThat(PlainClient.types(frames))
          .containsExactly(
              "status", "immediate", "stream_start", "stream_token", "stream_end", "complete");
      assertThat(frames.get(1).path("data").path("files").size()).isZero();
      assertThat(frames.get(1).path("data").path("snippets").size()).isZero();
    }
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
