package dev.sluice.embedding.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.embedding.EmbeddingException;
import dev.sluice.gateway.FakeTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a remote model is asked, and what comes of its failures, over real HTTP. */
class RemoteEmbedderTest {
  private final FakeTime time = new FakeTime();
  private final HttpClient http = HttpClient.newHttpClient();
  private EmbeddingServer server;
  private RemoteEmbedder model;

  @BeforeEach
  void start() throws IOException {
    server = new EmbeddingServer();
    model = model(Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  @Test
  void a_vector_has_the_length_one_and_as_many_numbers_as_the_answer() {
    assertThat(model.embed("four")).containsExactly(0.6f, 0.8f, 0, 0);
    server.dimensions(2);
    assertThat(model.embed("four")).containsExactly(0.6f, 0.8f);
  }

  @Test
  void documents_are_sent_in_batches_and_their_vectors_keep_their_order() {
    List<String> texts = IntStream.range(0, 150).mapToObj(n -> "x".repeat(n + 1)).toList();

    List<float[]> vectors = model.embedAll(texts);

    assertThat(server.requests())
        .extracting(request -> request.body().path("input").size())
        .containsExactly(64, 64, 22);
    assertThat(vectors).hasSize(150);
    assertThat(vectors.get(0)[1]).isLessThan(vectors.get(1)[1]);
    assertThat(vectors.get(3)).containsExactly(0.6f, 0.8f, 0, 0);
  }

  @Test
  void indexing_tries_again_while_a_failure_may_pass_and_waits_as_the_provider_says() {
    server.next(500, "");
    server.nextSaying(429, "Retry-After", "7");
    server.next(200, "<html>");

    assertThat(model.embedAll(List.of("four"))).hasSize(1);

    assertThat(server.requests()).hasSize(4);
    assertThat(Duration.between(FakeTime.START, time.now())).isEqualTo(Duration.ofMillis(15_500));
  }

  @Test
  void indexing_gives_up_at_once_when_the_key_is_wrong_and_at_last_when_nothing_helps() {
    server.next(401, "{\"error\":\"key sk-secret is wrong\"}");
    assertThatThrownBy(() -> model.embedAll(List.of("four")))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage("openai:m@4: HTTP 401");
    assertThat(server.requests()).hasSize(1);

    Collections.nCopies(5, 503).forEach(status -> server.next(status, ""));
    assertThatThrownBy(() -> model.embedAll(List.of("four"))).hasMessage("openai:m@4: HTTP 503");
    assertThat(server.requests()).hasSize(6);
  }

  @Test
  void a_question_is_tried_twice_and_then_the_model_is_left_alone_for_a_while() {
    server.next(500, "");
    assertThat(model.embed("four")).hasSize(4);

    server.next(500, "");
    server.next(500, "");
    assertThatThrownBy(() -> model.embed("four")).hasMessage("openai:m@4: HTTP 500");
    assertThatThrownBy(() -> model.embed("four")).hasMessageContaining("left alone");
    assertThat(server.requests()).hasSize(4);

    time.advance(RemoteEmbedder.REST);
    assertThat(model.embed("four")).hasSize(4);
  }

  @Test
  void a_question_does_not_wait_for_a_silent_model() {
    server.next(-1, "");
    server.next(-1, "");

    assertThatThrownBy(() -> model(Duration.ofMillis(100)).embed("four"))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage("openai:m@4: no answer within 100 ms");
  }

  @Test
  void credentials_that_cannot_be_had_are_a_failure_like_any_other() {
    Caller nobody =
        (url, body) -> {
          throw new IllegalStateException("Expected AWS credentials but found none");
        };
    Exchange exchange = new Exchange(http, nobody, new OpenAiApi(server.url(), "m", 4));
    RemoteEmbedder unknown = new RemoteEmbedder("b", exchange, time, Duration.ofSeconds(1));

    assertThatThrownBy(() -> unknown.embed("a")).hasMessage("b: no credentials");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void answers_that_are_none_are_failures() {
    server.next(200, "{\"data\":[]}");
    assertThatThrownBy(() -> model.embedAll(List.of("a"))).hasMessageContaining("1 vectors");
    server.dimensions(1_536);
    assertThatThrownBy(() -> model.embedAll(List.of("a")))
        .hasMessageContaining("EMBEDDING_DIMENSIONS asks for less");
    server.close();
    assertThatThrownBy(() -> model.embed("a")).hasMessageContaining("no answer");
  }

  private RemoteEmbedder model(Duration limit) {
    URI url = URI.create(server.url() + "/v1/embeddings");
    OpenAiApi api = new OpenAiApi(url, "m", 4);
    return new RemoteEmbedder(
        "openai:m@4", new Exchange(http, Caller.withKey(Optional.of("key")), api), time, limit);
  }
}
