package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.modelserver.Script;
import dev.sluice.modelserver.Step;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A client that makes its own stream ids. */
final class ResumableClientTest {
  private static LocalSluice sluice;

  @BeforeAll
  static void start() throws Exception {
    sluice = LocalSluice.start();
  }

  @AfterAll
  static void stop() {
    sluice.close();
  }

  private static String question(String id, String text) {
    return "{\"action\":\"query\",\"stream_id\":\"" + id + "\",\"question\":\"" + text + "\"}";
  }

  private static String resume(String id, int offset, int attempt) {
    return "{\"action\":\"resume\",\"stream_id\":\"%s\",\"offset\":%d,\"attempt\":%d}"
        .formatted(id, offset, attempt);
  }

  private static Script waiting(String before, String gate, String after) {
    return Script.of(
        Step.text(before), Step.await(gate), Step.text(after), Step.finish("stop"), Step.done());
  }

  @Test
  void every_frame_carries_the_stream_and_offsets_count_up() throws Exception {
    String id = LocalSluice.newId();
    sluice.model().enqueue(Script.answer("Tents weigh 2.1 kg \uD83C\uDFD5 [1]."));
    try (PlainClient client = sluice.connect()) {
      client.send(question(id, "Which tent is light?"));
      List<JsonNode> frames = client.untilEnd();
      assertThat(frames).allMatch(frame -> frame.path("stream_id").asText().equals(id));
      int offset = 0;
      for (JsonNode frame : frames) {
        if (PlainClient.type(frame).equals("stream_token")) {
          assertThat(frame.path("offset").asInt()).isEqualTo(offset);
          assertThat(frame.path("attempt").asInt()).isEqualTo(1);
          offset += frame.path("token").asText().length();
        }
      }
      JsonNode end = frames.get(frames.size() - 2);
      assertThat(end.path("length").asInt()).isEqualTo(offset);
      assertThat(end.path("finish_reason").asText()).isEqualTo("stop");
      assertThat(end.path("citations").path(0).path("source").asText()).isNotBlank();
    }
  }

  @Test
  void a_client_that_returns_in_the_middle_gets_the_rest_and_nothing_twice() throws Exception {
    String id = LocalSluice.newId();
    sluice.model().enqueue(waiting("Within ", "client is back", "30 days."));
    try (PlainClient first = sluice.connect()) {
      first.send(question(id, "What is your return policy?"));
      first.next("status");
      first.next("immediate");
      first.next("stream_start");
      assertThat(first.next("stream_token").path("token").asText()).isEqualTo("Within ");
    }
    try (PlainClient second = sluice.connect()) {
      second.send(resume(id, 7, 1));
      JsonNode start = second.next("stream_start");
      // the checkpoint may be older than what the client holds: then text comes again
      int offset = start.path("offset").asInt();
      assertThat(offset).isBetween(0, 7);
      assertThat(start.path("attempt").asInt()).isEqualTo(1);
      sluice.model().open("client is back");
      List<JsonNode> frames = second.untilEnd();
      assertThat("Within 30 days.".substring(0, offset) + PlainClient.text(frames))
          .isEqualTo("Within 30 days.");
    }
  }

  @Test
  void the_older_connection_is_told_that_the_stream_has_moved() throws Exception {
    String id = LocalSluice.newId();
    sluice.model().enqueue(waiting("Within ", "moved", "30 days."));
    try (PlainClient first = sluice.connect();
        PlainClient second = sluice.connect()) {
      first.send(question(id, "What is your return policy?"));
      first.next("status");
      first.next("immediate");
      first.next("stream_start");
      first.next("stream_token");
      second.send(resume(id, 0, 0));
      second.next("status");
      second.next("immediate");
      assertThat(second.next("stream_start").path("offset").asInt()).isZero();
      assertThat(second.next("stream_token").path("token").asText()).isEqualTo("Within ");
      assertThat(first.next("moved").path("stream_id").asText()).isEqualTo(id);
      sluice.model().open("moved");
      assertThat(PlainClient.text(second.untilEnd())).isEqualTo("30 days.");
    }
  }

  @Test
  void an_answer_that_has_ended_is_replayed() throws Exception {
    String id = LocalSluice.newId();
    sluice.model().enqueue(Script.answer("Within 30 days [1]."));
    try (PlainClient client = sluice.connect()) {
      client.send(question(id, "What is your return policy?"));
      client.untilEnd();
      client.send(resume(id, 0, 0));
      List<JsonNode> replay = client.untilEnd();
      assertThat(PlainClient.types(replay))
          .containsExactly(
              "status", "immediate", "stream_start", "stream_token", "stream_end", "complete");
      assertThat(PlainClient.text(replay)).isEqualTo("Within 30 days [1].");
      client.send(resume(id, 7, 1));
      List<JsonNode> rest = client.untilEnd();
      assertThat(PlainClient.text(rest)).isEqualTo("30 days [1].");
    }
  }

  @Test
  void a_known_id_asked_again_is_answered_once() throws Exception {
    String id = LocalSluice.newId();
    sluice.model().enqueue(Script.answer("Within 30 days [1]."));
    try (PlainClient client = sluice.connect()) {
      client.send(question(id, "What is your return policy?"));
      client.untilEnd();
      int calls = sluice.model().calls().size();
      client.send(question(id, "What is your return policy?"));
      assertThat(PlainClient.text(client.untilEnd())).isEqualTo("Within 30 days [1].");
      assertThat(sluice.model().calls()).hasSize(calls);
    }
  }

  @Test
  void cancelling_ends_the_models_call() throws Exception {
    String id = LocalSluice.newId();
    sluice.model().enqueue(Script.of(Step.text("Within "), Step.stall()));
    try (PlainClient client = sluice.connect()) {
      client.send(question(id, "What is your return policy?"));
      client.next("status");
      client.next("immediate");
      client.next("stream_start");
      client.next("stream_token");
      client.send("{\"action\":\"cancel\",\"stream_id\":\"" + id + "\"}");
      JsonNode end = client.next("stream_end");
      assertThat(end.path("finish_reason").asText()).isEqualTo("cancelled");
      assertThat(end.path("length").asInt()).isLessThanOrEqualTo(7);
      Awaitility.await().until(() -> sluice.model().openCalls() == 0);
    }
  }

  @Test
  void a_stream_cancelled_before_its_question_is_not_answered() throws Exception {
    String id = LocalSluice.newId();
    int calls = sluice.model().calls().size();
    try (PlainClient client = sluice.connect()) {
      client.send("{\"action\":\"cancel\",\"stream_id\":\"" + id + "\"}");
      assertThat(client.next("stream_start").path("offset").asInt()).isZero();
      assertThat(client.next("stream_end").path("length").asInt()).isZero();
      client.send(question(id, "What is your return policy?"));
      JsonNode last = client.next();
      while (!PlainClient.type(last).equals("stream_end")) {
        last = client.next();
      }
      assertThat(last.path("finish_reason").asText()).isEqualTo("cancelled");
      assertThat(sluice.model().calls()).hasSize(calls);
    }
  }

  @Test
  void questions_side_by_side_do_not_wait_for_each_other() throws Exception {
    String slow = LocalSluice.newId();
    String quick = LocalSluice.newId();
    sluice.model().enqueue(waiting("slow", "quick is done", " end"), Script.answer("quick"));
    try (PlainClient client = sluice.connect()) {
      client.send(question(slow, "What is your return policy?"));
      client.next("status");
      client.next("immediate");
      client.next("stream_start");
      client.next("stream_token");
      client.send(question(quick, "Where do you ship to?"));
      List<JsonNode> frames = client.untilEnd();
      assertThat(frames).allMatch(frame -> frame.path("stream_id").asText().equals(quick));
      sluice.model().open("quick is done");
      assertThat(PlainClient.text(client.untilEnd())).isEqualTo(" end");
    }
  }

  @Test
  void an_unknown_stream_is_not_found() throws Exception {
    try (PlainClient client = sluice.connect()) {
      client.send(resume(LocalSluice.newId(), 0, 0));
      JsonNode error = client.next("error");
      assertThat(error.path("code").asText()).isEqualTo("not_found");
      assertThat(error.has("attempt")).isFalse();
    }
  }

  @Test
  void feedback_is_taken_for_an_answer_and_not_for_anything_else() throws Exception {
    String id = LocalSluice.newId();
    sluice.model().enqueue(Script.answer("Within 30 days [1]."));
    try (PlainClient client = sluice.connect()) {
      client.send(question(id, "What is your return policy?"));
      client.untilEnd();
      client.send("{\"action\":\"feedback\",\"stream_id\":\"" + id + "\",\"rating\":\"up\"}");
      client.send(
          "{\"action\":\"feedback\",\"stream_id\":\""
              + LocalSluice.newId()
              + "\",\"rating\":\"down\"}");
      assertThat(client.next("error").path("code").asText()).isEqualTo("not_found");
    }
  }

  @Test
  void a_ping_is_answered_by_the_gateway() throws Exception {
    try (PlainClient client = sluice.connect()) {
      client.send("{\"action\":\"ping\"}");
      client.next("pong");
    }
  }

  @Test
  void a_follow_up_question_has_the_earlier_turns_in_its_prompt() throws Exception {
    String session = LocalSluice.newId();
    sluice.model().enqueue(Script.answer("Within 30 days."), Script.answer("Yes."));
    try (PlainClient client = sluice.connect()) {
      client.send(
          "{\"question\":\"What is your return policy?\",\"session_id\":\"" + session + "\"}");
      client.untilEnd();
      client.send("{\"question\":\"Is that free?\",\"session_id\":\"" + session + "\"}");
      client.untilEnd();
      String prompt = sluice.model().calls().getLast().request().body().toString();
      assertThat(prompt)
          .contains("What is your return policy?", "Within 30 days.", "Is that free?");
    }
  }
}
