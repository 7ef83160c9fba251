package dev.sluice.modelserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedModelServerTest {
  private static final String QUESTION =
      """
      {"model":"m","stream":true,"messages":[{"role":"user","content":"How are you?"}]}\
      """;

  private final ScriptedModelServer server = ScriptedModelServer.start();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.close();
    server.close();
  }

  @Test
  void any_question_is_answered_by_an_echo() throws Exception {
    HttpResponse<String> response = ask(QUESTION);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(text(response.body())).endsWith("“How are you?”");
    assertThat(response.body()).endsWith("data: [DONE]\n\n");
  }

  @Test
  void scripts_are_played_one_for_each_call() throws Exception {
    server.enqueue(Script.answer("One."), Script.error(503, "overloaded", "later"));
    assertThat(text(ask(QUESTION).body())).isEqualTo("One.");
    assertThat(ask(QUESTION).statusCode()).isEqualTo(503);
    assertThat(text(ask(QUESTION).body())).startsWith("A scripted answer");
  }

  @Test
  void the_request_may_decide() throws Exception {
    server.answerOthersWith(request -> Script.answer(request.model() + request.message(0)));
    assertThat(text(ask(QUESTION).body())).isEqualTo("mHow are you?");
  }

  @Test
  void requests_are_recorded_with_how_they_ended() throws Exception {
    ask(QUESTION);
    ModelExchange call = server.calls().getFirst();
    assertThat(call.request().path()).isEqualTo("/v1/chat/completions");
    assertThat(call.request().headers()).containsEntry("authorization", "Bearer key");
    assertThat(call.request().body().path("model").asText()).isEqualTo("m");
    await().until(() -> call.end() == ExchangeEnd.FINISHED);
    assertThat(server.openCalls()).isZero();
  }

  @Test
  void a_script_waits_at_a_gate_until_it_is_opened() throws Exception {
    server.enqueue(Script.of(Step.text("One"), Step.await("two"), Step.text("Two"), Step.done()));
    try (InputStream body = open()) {
      String first = read(body, "One");
      assertThat(first).doesNotContain("Two");
      await().until(() -> server.hasReached("two"));
      assertThat(server.openCalls()).isEqualTo(1);
      server.open("two");
      assertThat(read(body, "[DONE]")).contains("Two");
    }
  }

  @Test
  void a_client_that_leaves_is_noticed_while_the_script_is_silent() throws Exception {
    for (Step silence :
        List.of(Step.stall(), Step.await("never"), new Step.Pause(60_000), Step.stall())) {
      server.enqueue(Script.of(Step.text("One"), silence));
      try (InputStream body = open()) {
        read(body, "One");
      }
      await().until(() -> server.calls().getLast().end() == ExchangeEnd.CLIENT_CLOSED);
    }
    await().until(() -> server.openConnections() == 0);
  }

  @Test
  void a_connection_is_cut_where_the_script_says() throws Exception {
    server.enqueue(Script.of(Step.text("One"), Step.cut()));
    assertThatThrownBy(() -> ask(QUESTION)).isInstanceOf(IOException.class);
    await().until(() -> server.calls().getLast().end() == ExchangeEnd.CUT);
    server.enqueue(Script.of().after(Step.cut()));
    assertThatThrownBy(() -> ask(QUESTION)).isInstanceOf(IOException.class);
  }

  @Test
  void a_cut_can_be_in_the_middle_of_a_character() throws Exception {
    server.enqueue(Script.of(new Step.CutInside("Grüße", 3)));
    assertThat(rawAnswer()).endsWith("\"content\":\"Gr\u00C3\r\n");
    server.enqueue(Script.of(new Step.CutAfter(10), Step.text("One"), Step.text("Two")));
    assertThat(rawAnswer()).endsWith("\r\n\r\na\r\ndata: {\"id\r\n");
  }

  @Test
  void a_call_that_does_not_stream_gets_one_document() throws Exception {
    server.enqueue(Script.answer("One two."));
    String body = ask(QUESTION.replace("true", "false")).body();
    JsonNode document = Json.tree(body.getBytes(StandardCharsets.UTF_8));
    assertThat(document.at("/choices/0/message/content").asText()).isEqualTo("One two.");
    assertThat(document.at("/usage/completion_tokens").asInt()).isEqualTo(2);
  }

  @Test
  void models_are_listed_under_any_prefix() throws Exception {
    server.listModels("a", "b");
    for (String path : List.of("/models", "/v1/models", "/v1/models?limit=5")) {
      assertThat(get(path)).contains("\"id\":\"a\"", "\"id\":\"b\"").doesNotContain("scripted");
    }
    assertThat(get("/api/tags")).contains("{\"name\":\"a\"}");
    assertThat(get("/other")).contains("not_found");
    assertThat(server.calls()).as("lists are no calls").isEmpty();
  }

  @Test
  void connections_are_kept_alive() throws Exception {
    ask(QUESTION);
    ask(QUESTION);
    assertThat(server.openConnections()).isEqualTo(1);
  }

  @Test
  void the_other_apis_are_spoken_too() throws Exception {
    server.enqueue(Script.answer("Hi"), Script.answer("Hi"));
    assertThat(post("/v1/messages", QUESTION).body())
        .containsSubsequence(
            "event: message_start",
            "\"text_delta\"",
            "\"stop_reason\":\"end_turn\"",
            "event: message_stop");
    assertThat(post("/api/chat", QUESTION).body().lines())
        .hasSize(2)
        .last()
        .asString()
        .contains("\"done\":true", "\"done_reason\":\"stop\"");
  }

  @Test
  void a_script_can_be_written_as_json() {
    String json =
        """
        [{"steps":[{"do":"text","text":"Hi"},{"do":"pause","millis":5},
          {"do":"await","gate":"g"},{"do":"stall"},{"do":"cut"},
          {"do":"tokens","text":"a b","perSecond":20.0},{"do":"cutInside","text":"ü","bytes":1},
          {"do":"cutAfter","bytes":7},{"do":"raw","body":"x"},{"do":"rawHex","hex":"ff"},
          {"do":"finish","reason":"stop"},{"do":"usage","inputTokens":1,"outputTokens":2},
          {"do":"reasoning","text":"hm"},{"do":"refusal","text":"no"},
          {"do":"emptyChoices"},{"do":"done"}]},
         {"status":429,"headers":{"Retry-After":"1"},"beforeHead":[{"do":"pause","millis":1}]}]\
        """;
    List<Script> scripts = Json.scripts(json);
    assertThat(scripts.getFirst().steps())
        .hasSize(16)
        .startsWith(Step.text("Hi"), new Step.Pause(5), Step.await("g"))
        .endsWith(new Step.EmptyChoices(), Step.done());
    assertThat(scripts.get(1).status()).isEqualTo(429);
    assertThat(scripts.get(1).headers()).containsEntry("Retry-After", "1");
  }

  private HttpResponse<String> ask(String body) throws IOException, InterruptedException {
    return post("/v1/chat/completions", body);
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return http.send(request(path, body), BodyHandlers.ofString());
  }

  private String get(String path) throws IOException, InterruptedException {
    URI uri = URI.create(server.url() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  private InputStream open() throws IOException, InterruptedException {
    return http.send(request("/v1/chat/completions", QUESTION), BodyHandlers.ofInputStream())
        .body();
  }

  private HttpRequest request(String path, String body) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .version(HttpClient.Version.HTTP_1_1)
        .header("Authorization", "Bearer key")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static String read(InputStream body, String until) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[1_024];
    while (text.indexOf(until) < 0) {
      int n = body.read(buffer);
      assertThat(n).as("the body ended").isPositive();
      text.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  /** Without an HTTP client, which may throw away what came just before a cut. */
  private String rawAnswer() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort())) {
      String head = "POST /chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n";
      String request = head.formatted(QUESTION.length()) + QUESTION;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static String text(String events) {
    StringBuilder text = new StringBuilder();
    for (String line : events.split("\n")) {
      if (line.startsWith("data: {")) {
        byte[] json = line.substring("data: ".length()).getBytes(StandardCharsets.UTF_8);
        text.append(Json.tree(json).at("/choices/0/delta/content").asText());
      }
    }
    return text.toString();
  }
}
