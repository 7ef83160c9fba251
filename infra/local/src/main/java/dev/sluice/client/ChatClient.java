package dev.sluice.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.frame.Json;
import dev.sluice.gateway.Backoff;
import dev.sluice.gateway.Time;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Asks one question at a time and reads its answer, whatever happens to the connection: it
 * reconnects, resumes, and asks again where the protocol says so. Not thread-safe.
 */
public final class ChatClient implements AutoCloseable {
  /** A resumable client that has heard nothing for so long resumes. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  /** Frames behind a gap come before the resume that mends it: they are no reason for another. */
  private static final Duration GAP_PAUSE = Duration.ofSeconds(3);

  /** After so many tries without any progress the answer is given up. */
  private static final int MAX_TRIES = 8;

  private final HttpClient http;
  private final URI url;
  private final Time time;
  private final Backoff backoff;

  /** Whether the answer is no longer wanted: whatever would be resumed is cancelled again. */
  private volatile boolean cancelling;

  private Connection connection;

  /**
   * Connects.
   *
   * @param url with the token in it
   * @throws ConnectException if the server cannot be reached or refuses
   */
  public ChatClient(HttpClient http, URI url, Time time, Backoff backoff) {
    this.http = http;
    this.url = url;
    this.time = time;
    this.backoff = backoff;
    this.connection = Connection.open(http, url);
  }

  /** Hears of a question's frames as they come. */
  public interface Listener {
    /** A message as it came, of whatever stream. */
    void onMessage(String message);

    /** A frame of this stream, and what it meant. */
    void onFrame(JsonNode frame, Reaction reaction, AnswerAssembly answer);

    /** The connection was lost, or nothing came for a while: the client resumes. */
    default void onResume(AnswerAssembly answer) {}

    /** The server does not know the stream: the question is asked again under another id. */
    default void onAskedAnew() {}
  }

  /**
   * Asks and reads to the end.
   *
   * @param message the question's fields, without {@code stream_id}
   * @throws ConnectException if the connection was lost and cannot be had again
   */
  public Reaction.Ended ask(Map<String, ?> message, Listener listener) throws InterruptedException {
    cancelling = false;
    Reading reading = new Reading(message, listener, time.nanos());
    connection.send(reading.question());
    while (true) {
      Reaction reaction =
          switch (connection.next(SILENCE.toMillis())) {
            case Connection.Event.Text(String text) -> reading.take(text);
            case Connection.Event.Silence silence -> {
              resume(reading);
              yield new Reaction.Nothing();
            }
            case Connection.Event.Closed closed -> {
              reconnect(reading);
              resume(reading);
              yield new Reaction.Nothing();
            }
          };
      switch (reaction) {
        case Reaction.Ended ended -> {
          return ended;
        }
        case Reaction.Moved moved -> {
          return new Reaction.Ended.Failed("moved", "Another connection reads this answer.", false);
        }
        case Reaction.Gap gap -> resumeSoon(reading);
        case Reaction.Notice notice when cancelling && notice.code().equals("not_found") -> {
          return new Reaction.Ended.Cancelled();
        }
        case Reaction.Notice notice -> {
          if (!heed(notice, reading)) {
            return new Reaction.Ended.Failed(notice.code(), notice.message(), true);
          }
        }
        case Reaction.Changed changed -> reading.progress(time.nanos());
        case Reaction.Nothing nothing -> {
          // a sign of life, or a frame that has come before
        }
      }
    }
  }

  /** At once at the first gap; until something new comes, further ones wait their time. */
  private void resumeSoon(Reading reading) {
    long now = time.nanos();
    if (now - reading.nextResume >= 0) {
      // also when it is cancelled: its end makes sense only behind the text before
      speak(reading, reading.resume());
    }
  }

  private void resume(Reading reading) {
    speak(reading, cancelling ? cancelMessage(reading.id) : reading.resume());
  }

  private void speak(Reading reading, Map<String, ?> message) {
    reading.nextResume = time.nanos() + GAP_PAUSE.toNanos();
    if (++reading.tries > MAX_TRIES) {
      throw new ConnectException(
          "The answer does not go on", new IllegalStateException("no progress"));
    }
    reading.listener.onResume(reading.answer);
    connection.send(message);
  }

  /** Does what an error that is no end asks for; false when that makes no sense. */
  private boolean heed(Reaction.Notice notice, Reading reading) throws InterruptedException {
    switch (notice.code()) {
      case "not_found" -> {
        if (reading.askedAgain) {
          // its question may still be on its way, and must not be answered beside the new one
          connection.send(cancelMessage(reading.id));
        }
        connection.send(reading.askAgain());
        return ++reading.tries <= MAX_TRIES;
      }
      case "internal" -> {
        time.pause(backoff.before(++reading.tries));
        connection.send(cancelling ? cancelMessage(reading.id) : reading.resume());
        return reading.tries <= MAX_TRIES;
      }
      default -> {
        return false;
      }
    }
  }

  private void reconnect(Reading reading) throws InterruptedException {
    while (true) {
      time.pause(backoff.before(++reading.tries));
      try {
        connection = Connection.open(http, url);
        return;
      } catch (ConnectException e) {
        if (reading.tries > MAX_TRIES) {
          throw e;
        }
      }
    }
  }

  /** Ends the stream that is being read; the listener's own thread may call it. */
  public void cancel(String streamId) {
    cancelling = true;
    connection.send(cancelMessage(streamId));
  }

  private static Map<String, String> cancelMessage(String streamId) {
    return Map.of("action", "cancel", "stream_id", streamId);
  }

  /** Breaks the connection off, as a lost network does; the next event is its loss. */
  public void drop() {
    connection.drop();
  }

  @Override
  public void close() {
    connection.close();
  }

  /** One question and its answer so far. */
  private static final class Reading {
    private final Map<String, ?> message;
    private final Listener listener;
    private AnswerAssembly answer = new AnswerAssembly();
    private String id = UUID.randomUUID().toString();
    private boolean askedAgain;

    /** Tries in a row that brought nothing. */
    private int tries;

    /** When a gap may be answered with a resume again, in monotonic nanoseconds. */
    private long nextResume;

    Reading(Map<String, ?> message, Listener listener, long now) {
      this.message = message;
      this.listener = listener;
      this.nextResume = now;
    }

    void progress(long now) {
      tries = 0;
      nextResume = now;
    }

    Map<String, Object> question() {
      Map<String, Object> question = new LinkedHashMap<>();
      question.put("action", "query");
      question.put("stream_id", id);
      question.putAll(message);
      return question;
    }

    /** The same stream, from the beginning; at the second time a new one. */
    Map<String, Object> askAgain() {
      if (askedAgain) {
        id = UUID.randomUUID().toString();
        listener.onAskedAnew();
      }
      askedAgain = !askedAgain;
      answer = new AnswerAssembly();
      return question();
    }

    Map<String, Object> resume() {
      return Map.of(
          "action",
          "resume",
          "stream_id",
          id,
          "offset",
          answer.offset(),
          "attempt",
          answer.attempt());
    }

    Reaction take(String text) {
      listener.onMessage(text);
      JsonNode frame;
      try {
        frame = Json.MAPPER.readTree(text);
      } catch (JsonProcessingException e) {
        return new Reaction.Nothing();
      }
      if (!frame.has("type") && frame.has("message")) {
        // the gateway's own error
        return new Reaction.Notice("internal", frame.path("message").asText(), 0);
      }
      if (!frame.path("stream_id").asText().equals(id)) {
        return new Reaction.Nothing();
      }
      Reaction reaction = answer.take(frame);
      listener.onFrame(frame, reaction, answer);
      return reaction;
    }
  }
}
