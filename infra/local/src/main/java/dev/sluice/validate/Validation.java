package dev.sluice.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.client.AnswerAssembly;
import dev.sluice.client.ConnectException;
import dev.sluice.client.Reaction;
import dev.sluice.frame.ServerFrame;
import dev.sluice.gateway.Time;
import dev.sluice.protocol.FrameSchemas;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * A checklist against any deployment: who may come in, the order and form of frames, resuming,
 * cancelling, limits. It asks a few questions, which a model is paid for. Used by one thread.
 */
public final class Validation {
  private static final int LONGEST_QUESTION = 4_000;

  private final HttpClient http;
  private final Target target;
  private final FrameSchemas schemas;
  private final Time time;
  private final List<Finding> findings = new ArrayList<>();
  private Consumer<Finding> progress = finding -> {};

  /**
   * What is checked.
   *
   * @param url with the key or token
   * @param bare the same without it
   * @param question what is asked; one that the documents answer tells most
   * @param patience how long to wait for each frame
   */
  public record Target(URI url, URI bare, String question, Duration patience) {}

  /** Prepares the checks. */
  public Validation(HttpClient http, Target target, FrameSchemas schemas, Time time) {
    this.http = http;
    this.target = target;
    this.schemas = schemas;
    this.time = time;
  }

  /**
   * Makes all checks that make sense; without a connection there is only one.
   *
   * @param listener told of each as it ends
   */
  public List<Finding> run(Consumer<Finding> listener) throws InterruptedException {
    progress = listener;
    boolean connects =
        check(
            "a client with the key connects",
            "./sluice key list shows keys; the origin and the stage's name have to be right too",
            this::connects);
    if (connects) {
      check(
          "a client without a key is refused",
          "the $connect route must lead to the connect function's alias",
          () -> refused(target.bare()));
      check(
          "a client with an unknown key is refused",
          "the $connect route must lead to the connect function's alias",
          () -> refused(withToken("unknown-" + UUID.randomUUID())));
      check(
          "the gateway answers a ping",
          "the MOCK route 'ping' needs its integration response and route response",
          this::pings);
      check(
          "an answer comes in order, each frame as the protocol has it",
          "look into the query and stream functions' logs for this stream",
          this::answers);
      check(
          "a reader who drops out comes back to the rest",
          "the route 'resume' must lead to the query function's alias",
          this::resumes);
      check(
          "an answer that has ended is told again",
          "runs live 24 hours; the table's time to live must be on 'expires_at'",
          this::replays);
      check(
          "an answer can be cancelled",
          "the route 'cancel' must lead to the query function's alias",
          this::cancels);
      check(
          "bad messages are answered and close nothing",
          "the query function failed: look into its log",
          this::refusesBadMessages);
      check(
          "a model writes the answers",
          "set a provider's key, or look for model_misconfigured in the stream function's log",
          this::modelAnswers);
    }
    return List.copyOf(findings);
  }

  private boolean check(String what, String hint, Callable<String> seen)
      throws InterruptedException {
    long begin = time.nanos();
    Finding finding;
    try {
      String detail = seen.call();
      finding = new Finding(what, true, millisSince(begin), detail, "");
    } catch (InterruptedException e) {
      throw e;
    } catch (CheckFailure | ConnectException e) {
      finding = new Finding(what, false, millisSince(begin), String.valueOf(e.getMessage()), hint);
    } catch (Exception e) {
      finding = new Finding(what, false, millisSince(begin), e.toString(), hint);
    }
    findings.add(finding);
    progress.accept(finding);
    return finding.passed();
  }

  private long millisSince(long begin) {
    return (time.nanos() - begin) / 1_000_000;
  }

  private Wire connect() {
    return new Wire(http, target.url(), schemas, target.patience());
  }

  private URI withToken(String token) {
    String query = target.bare().getRawQuery() == null ? "?" : "&";
    return URI.create(target.bare() + query + "token=" + token);
  }

  private String connects() {
    connect().close();
    return "";
  }

  private String refused(URI url) {
    try {
      new Wire(http, url, schemas, target.patience()).close();
    } catch (ConnectException e) {
      String message = String.valueOf(e.getMessage());
      if (!message.contains("(401)")) {
        throw new CheckFailure("expected status 401 but: " + message);
      }
      return "401";
    }
    throw new CheckFailure("it was let in");
  }

  private String pings() throws InterruptedException {
    try (Wire wire = connect()) {
      wire.send(Map.of("action", "ping")).next("pong");
      return "";
    }
  }

  private Map<String, String> question(String id) {
    return Map.of("action", "query", "stream_id", id, "question", target.question());
  }

  /** What has been read of an answer. */
  private record Read(String text, String model) {}

  /** Reads to the end, by the rules of a resumable client. */
  private static Read read(Wire wire, AnswerAssembly answer) throws InterruptedException {
    while (true) {
      JsonNode frame = wire.next();
      switch (answer.take(frame)) {
        case Reaction.Ended.Complete complete -> {
          return new Read(answer.text(), frame.path("model").asText());
        }
        case Reaction.Ended ended ->
            throw new CheckFailure("the answer ended with " + Wire.describe(frame));
        case Reaction.Gap gap -> throw new CheckFailure("text is missing before " + frame);
        case Reaction.Moved moved -> throw new CheckFailure("somebody else reads this answer");
        case Reaction.Notice notice -> throw new CheckFailure("got " + Wire.describe(frame));
        case Reaction.Changed changed -> {}
        case Reaction.Nothing nothing -> {}
      }
    }
  }

  private String answers() throws InterruptedException {
    try (Wire wire = connect()) {
      long begin = time.nanos();
      wire.send(question(UUID.randomUUID().toString())).next("status");
      JsonNode immediate = wire.next("immediate");
      final long immediateMillis = millisSince(begin);
      AnswerAssembly answer = new AnswerAssembly();
      answer.take(wire.next("stream_start"));
      answer.take(wire.next("stream_token"));
      final long tokenMillis = millisSince(begin);
      Read read = read(wire, answer);
      return "%d sources after %d ms, first text after %d ms, %d characters after %d ms by %s"
          .formatted(
              immediate.at("/data/snippets").size(),
              immediateMillis,
              tokenMillis,
              read.text().length(),
              millisSince(begin),
              read.model());
    }
  }

  private String resumes() throws InterruptedException {
    String id = UUID.randomUUID().toString();
    AnswerAssembly answer = new AnswerAssembly();
    try (Wire first = connect()) {
      first.send(question(id)).next("status");
      first.next("immediate");
      answer.take(first.next("stream_start"));
      answer.take(first.next("stream_token"));
      first.drop();
    }
    int held = answer.offset();
    try (Wire second = connect()) {
      second.send(resume(id, held, answer.attempt()));
      Read read = read(second, answer);
      return "dropped after %d of %d characters".formatted(held, read.text().length());
    }
  }

  private static Map<String, ?> resume(String id, int offset, int attempt) {
    return Map.of("action", "resume", "stream_id", id, "offset", offset, "attempt", attempt);
  }

  private String replays() throws InterruptedException {
    String id = UUID.randomUUID().toString();
    try (Wire wire = connect()) {
      wire.send(question(id));
      String text = read(wire, new AnswerAssembly()).text();
      wire.send(resume(id, 0, 0));
      String again = read(wire, new AnswerAssembly()).text();
      if (!again.equals(text)) {
        throw new CheckFailure("it was told otherwise the second time");
      }
      return "";
    }
  }

  private String cancels() throws InterruptedException {
    String id = UUID.randomUUID().toString();
    try (Wire wire = connect()) {
      wire.send(question(id)).next("status");
      wire.send(Map.of("action", "cancel", "stream_id", id));
      JsonNode frame = wire.next();
      while (!frame.path("type").asText().equals("stream_end")) {
        if (frame.path("type").asText().equals("error")) {
          throw new CheckFailure("got " + Wire.describe(frame));
        }
        frame = wire.next();
      }
      String reason = frame.path("finish_reason").asText();
      return reason.equals("cancelled") ? "" : "it had ended before the cancel came";
    }
  }

  private String refusesBadMessages() throws InterruptedException {
    String id = UUID.randomUUID().toString();
    try (Wire wire = connect()) {
      expect(wire, Map.of("action", "query", "stream_id", id), "question_required");
      String tooLong = "x".repeat(LONGEST_QUESTION + 1);
      expect(
          wire,
          Map.of("action", "query", "stream_id", id, "question", tooLong),
          "question_too_long");
      expect(wire, Map.of("action", "dance", "stream_id", id), "unknown_action");
      expect(wire, resume(id, 0, 0), "not_found");
      wire.send(Map.of("action", "ping")).next("pong");
      return "question_required, question_too_long, unknown_action, not_found";
    }
  }

  private static void expect(Wire wire, Map<String, ?> message, String code)
      throws InterruptedException {
    JsonNode error = wire.send(message).next("error");
    if (!error.path("code").asText().equals(code)) {
      throw new CheckFailure("expected error " + code + " but got " + Wire.describe(error));
    }
  }

  private String modelAnswers() throws InterruptedException {
    try (Wire wire = connect()) {
      wire.send(question(UUID.randomUUID().toString()));
      String model = read(wire, new AnswerAssembly()).model();
      if (model.equals(ServerFrame.EXTRACTIVE)) {
        throw new CheckFailure("answers are quotes from the sources");
      }
      return model;
    }
  }
}
