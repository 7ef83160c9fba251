package dev.sluice.embedding.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.embedding.Embedder;
import dev.sluice.embedding.EmbeddingException;
import dev.sluice.embedding.remote.EmbeddingApi.Purpose;
import dev.sluice.gateway.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A model behind an HTTP API. A question waits for it a second at most, and after a failure the
 * next questions do not ask for a while; whoever indexes has more patience. Thread-safe.
 */
public final class RemoteEmbedder implements Embedder {
  /** How long the model is left alone after it has failed a question. */
  static final Duration REST = Duration.ofSeconds(5);

  /** Before each further try while indexing; the last is the longest that a provider may ask. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMillis(500),
          Duration.ofSeconds(2),
          Duration.ofSeconds(8),
          Duration.ofSeconds(20));

  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final float SHORTEST = 1e-9f;

  private final String id;
  private final EmbeddingApi api;
  private final Exchange exchange;
  private final Time time;
  private final Duration limit;
  private final AtomicLong askAgain; // when questions may ask again, by the rising clock

  /**
   * @param limit of a question
   */
  RemoteEmbedder(String id, Exchange exchange, Time time, Duration limit) {
    this.id = id;
    this.api = exchange.api();
    this.exchange = exchange;
    this.time = time;
    this.limit = limit;
    askAgain = new AtomicLong(time.nanos());
  }

  /**
   * One try within the limit, a second if the first has failed early (a connection may have been
   * closed while the function was frozen), or none while the model rests.
   */
  @Override
  public float[] embed(String text) {
    long begin = time.nanos();
    if (begin - askAgain.get() < 0) {
      throw new EmbeddingException(id + " has just failed and is left alone");
    }
    Exchange.Outcome outcome = ask(List.of(text), Purpose.QUESTION, limit);
    Duration left = limit.minusNanos(time.nanos() - begin);
    if (outcome instanceof Exchange.Outcome.Failure failure
        && failure.passing()
        && left.compareTo(limit.dividedBy(2)) > 0) {
      outcome = ask(List.of(text), Purpose.QUESTION, left);
    }
    return switch (outcome) {
      case Exchange.Outcome.Answer(JsonNode json) -> vectors(json, 1).getFirst();
      case Exchange.Outcome.Failure failure -> {
        askAgain.set(time.nanos() + REST.toNanos());
        throw new EmbeddingException(id + ": " + failure.reason());
      }
    };
  }

  /** As many tries as it takes, within a minute or so. */
  @Override
  public List<float[]> embedAll(List<String> texts) {
    List<float[]> all = new ArrayList<>();
    for (int from = 0; from < texts.size(); from += api.batch()) {
      all.addAll(patiently(texts.subList(from, Math.min(from + api.batch(), texts.size()))));
    }
    return all;
  }

  @Override
  public int batch() {
    return api.batch();
  }

  @Override
  public String id() {
    return id;
  }

  private List<float[]> patiently(List<String> texts) {
    for (int tried = 0; ; tried++) {
      switch (ask(texts, Purpose.DOCUMENT, PATIENT)) {
        case Exchange.Outcome.Answer(JsonNode json) -> {
          return vectors(json, texts.size());
        }
        case Exchange.Outcome.Failure failure -> {
          if (!failure.passing() || tried == PAUSES.size()) {
            throw new EmbeddingException(id + ": " + failure.reason());
          }
          Duration wanted = failure.after().orElse(PAUSES.get(tried));
          pause(wanted.compareTo(PAUSES.getLast()) > 0 ? PAUSES.getLast() : wanted);
        }
      }
    }
  }

  private Exchange.Outcome ask(List<String> texts, Purpose purpose, Duration within) {
    return exchange.ask(texts, purpose, within);
  }

  private List<float[]> vectors(JsonNode answer, int expected) {
    List<JsonNode> found = api.vectors(answer);
    if (found.size() != expected) {
      throw new EmbeddingException(
          "Expected %d vectors of %s but got %d".formatted(expected, id, found.size()));
    }
    return found.stream().map(this::vector).toList();
  }

  private float[] vector(JsonNode numbers) {
    if (numbers.isEmpty() || numbers.size() > RemoteModels.MAX_DIMENSIONS) {
      throw new EmbeddingException(
          "Expected vectors of 1 to %d numbers of %s but got %d; EMBEDDING_DIMENSIONS asks for less"
              .formatted(RemoteModels.MAX_DIMENSIONS, id, numbers.size()));
    }
    float[] vector = new float[numbers.size()];
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) numbers.get(i).asDouble();
      squares += vector[i] * vector[i];
    }
    float length = Math.max((float) Math.sqrt(squares), SHORTEST);
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= length;
    }
    return vector;
  }

  private void pause(Duration duration) {
    try {
      time.pause(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddingException(id + ": interrupted");
    }
  }
}
