package dev.sluice.embedding.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request and its answer, whole or not at all. Thread-safe. */
final class Exchange {
  private static final int OK = 200;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http;
  private final Caller caller;
  private final EmbeddingApi api;

  Exchange(HttpClient http, Caller caller, EmbeddingApi api) {
    this.http = http;
    this.caller = caller;
    this.api = api;
  }

  /** How the provider is asked. */
  EmbeddingApi api() {
    return api;
  }

  /** What came of it. */
  sealed interface Outcome {

    /** The provider's answer. */
    record Answer(JsonNode json) implements Outcome {}

    /**
     * It failed. Neither key nor text is in the reason.
     *
     * @param passing whether it may go well another time
     * @param after how long the provider wants to be left alone, if it says so
     */
    record Failure(String reason, boolean passing, Optional<Duration> after) implements Outcome {
      static Failure passing(String reason) {
        return new Failure(reason, true, Optional.empty());
      }
    }
  }

  /**
   * Asks and waits.
   *
   * @param limit from the first byte sent to the last received
   */
  Outcome ask(List<String> texts, EmbeddingApi.Purpose purpose, Duration limit) {
    URI url = api.url();
    String json = api.request(texts, purpose).toString();
    boolean secure = "https".equals(url.getScheme());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(json));
    try {
      caller.headers(url, json).forEach(request::setHeader);
    } catch (IllegalStateException e) {
      return Outcome.Failure.passing("no credentials"); // the role's may come in a moment
    }
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request.build(), BodyHandlers.ofByteArray());
    try {
      return outcome(answer.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Outcome.Failure.passing("no answer within " + limit.toMillis() + " ms");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return Outcome.Failure.passing("no answer: " + cause.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Failure("interrupted", false, Optional.empty());
    } finally {
      answer.cancel(true); // closes the connection if the answer is still on its way
    }
  }

  private static Outcome outcome(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status != OK) {
      boolean passing = status == TOO_MANY || status >= SERVER_ERROR;
      return new Outcome.Failure("HTTP " + status, passing, after(response));
    }
    try {
      return new Outcome.Answer(JSON.readTree(response.body()));
    } catch (JsonProcessingException e) {
      return Outcome.Failure.passing("the answer is no JSON");
    } catch (IOException e) {
      throw new IllegalStateException("The answer is in memory", e);
    }
  }

  private static Optional<Duration> after(HttpResponse<byte[]> response) {
    try {
      return response
          .headers()
          .firstValue("Retry-After")
          .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds.strip())));
    } catch (NumberFormatException e) {
      return Optional.empty(); // a date: then the usual pause
    }
  }
}
