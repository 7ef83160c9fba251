package dev.sluice.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.client.AnswerAssembly;
import dev.sluice.client.Reaction;
import dev.sluice.frame.Json;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A client of one of the two kinds with one question, over real WebSockets, as {@code
 * docs/protocol.md} describes it: the resumable one with its own rules, only less patient; the
 * older one puts tokens behind each other and knows nothing else. One thread.
 */
final class CellClient implements AutoCloseable {
  /** The protocol says 10 s; whoever is less patient finds the same. */
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private static final Duration BACKOFF = Duration.ofMillis(500);

  private final URI url;
  private final Cell cell;
  private final String question;
  private final StringBuilder olderText = new StringBuilder();
  private final List<JsonNode> frames = new ArrayList<>();
  private final List<JsonNode> afterEnd = new ArrayList<>();
  private final List<JsonNode> others = new ArrayList<>();
  private AnswerAssembly assembly = new AnswerAssembly();
  private Socket socket;
  private String id;
  private String end = "";
  private boolean started;
  private boolean moved;
  private long heardAt = System.nanoTime();
  private long resumeAfter;

  /** How often it has asked for what it may have missed. */
  private int resumes;

  CellClient(URI url, Cell cell, String id, String question) {
    this.url = url;
    this.cell = cell;
    this.id = id;
    this.question = question;
    this.socket = Socket.open(url);
  }

  /** The stream's id; empty until an older client has heard of it. */
  String id() {
    return id;
  }

  boolean started() {
    return started;
  }

  String text() {
    return cell.kind().resumable() ? assembly.text() : olderText.toString();
  }

  /** How the stream ended: the last frame's type, or the error's code; empty while it has not. */
  String end() {
    return end;
  }

  boolean moved() {
    return moved;
  }

  /** Frames of the stream that came after its end and had not come before. */
  List<JsonNode> afterEnd() {
    return afterEnd;
  }

  /** Errors that answer a message and end no stream, and what belongs to no stream of this one. */
  List<JsonNode> others() {
    return others;
  }

  List<JsonNode> frames() {
    return frames;
  }

  void ask() {
    Map<String, Object> message = new LinkedHashMap<>();
    if (cell.kind().resumable()) {
      message.put("action", "query");
      message.put("stream_id", id);
    }
    message.put("question", question);
    message.put("stream", cell.kind().streams());
    message.put("session_id", session());
    send(message);
  }

  /** A session of its own, by the same rule for whoever looks for its turns. */
  String session() {
    return "session of " + cell.marker();
  }

  void resume() {
    resume(assembly.offset(), assembly.attempt());
  }

  void resume(int offset, int attempt) {
    resumeAfter = System.nanoTime() + BACKOFF.toNanos();
    heardAt = System.nanoTime();
    resumes++;
    send(Map.of("action", "resume", "stream_id", id, "offset", offset, "attempt", attempt));
  }

  void cancel() {
    resumes++;
    send(Map.of("action", "cancel", "stream_id", id));
  }

  void drop() {
    socket.drop();
  }

  void connect() {
    socket = Socket.open(url);
  }

  void send(Object message) {
    socket.send(Json.MAPPER.valueToTree(message).toString());
  }

  void sendText(String text) {
    socket.send(text);
  }

  /** Takes what comes until something is so; false when it has not become so in the time. */
  boolean until(BooleanSupplier so, Duration atMost) throws InterruptedException {
    long give = System.nanoTime() + atMost.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() - give >= 0) {
        return false;
      }
      switch (socket.next(Duration.ofMillis(20))) {
        case Socket.Event.Text(String text) -> take(read(text));
        case Socket.Event.Closed closed -> returnFromLoss();
        case Socket.Event.Nothing nothing -> askIfSilent();
      }
    }
    return true;
  }

  private static JsonNode read(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError("No frame: " + text, e);
    }
  }

  /** A connection that was lost without our doing. */
  private void returnFromLoss() {
    if (cell.kind().resumable() && end.isEmpty() && !moved) {
      connect();
      resume();
    }
  }

  private void askIfSilent() {
    boolean silent = System.nanoTime() - heardAt > SILENCE.toNanos();
    if (cell.kind().resumable() && end.isEmpty() && !moved && silent && socket.isOpen()) {
      resume();
    }
  }

  private void take(JsonNode frame) {
    if (!cell.kind().resumable() && id.isEmpty() && frame.path("type").asText().equals("status")) {
      id = frame.path("stream_id").asText();
    }
    boolean mine = frame.path("stream_id").asText().equals(id);
    boolean foreign = cell.kind().resumable() || !end.isEmpty() || !frame.has("type");
    if (!mine && foreign) {
      others.add(frame);
      if (!frame.has("type") && cell.kind().resumable() && end.isEmpty()) {
        resume();
      }
      return;
    }
    heardAt = System.nanoTime();
    if (!end.isEmpty()) {
      if (!frames.contains(frame) && !isReplay(frame)) {
        afterEnd.add(frame);
      }
      return;
    }
    frames.add(frame);
    started |= frame.path("type").asText().equals("stream_start");
    if (cell.kind().resumable()) {
      react(frame, assembly.take(frame));
    } else {
      takeAsOlder(frame);
    }
  }

  /** What answers a resume that crossed the end: nothing that is not held already. */
  private boolean isReplay(JsonNode frame) {
    if (resumes == 0 || frame.path("attempt").asInt() > assembly.attempt()) {
      return false;
    }
    return switch (frame.path("type").asText()) {
      case "status", "immediate", "complete" -> true;
      case "stream_start" -> frame.path("offset").asInt() <= assembly.offset();
      case "stream_end" -> frame.path("length").asInt() == assembly.offset();
      case "overview" -> frame.path("data").asText().equals(text());
      case "stream_token" ->
          text().startsWith(frame.path("token").asText(), frame.path("offset").asInt());
      default -> false;
    };
  }

  private void react(JsonNode frame, Reaction reaction) {
    switch (reaction) {
      case Reaction.Nothing nothing -> {}
      case Reaction.Changed changed -> {}
      case Reaction.Gap gap -> {
        if (System.nanoTime() - resumeAfter >= 0) {
          resume();
        }
      }
      case Reaction.Moved other -> moved = true;
      case Reaction.Notice notice -> heed(frame, notice.code());
      case Reaction.Ended.Complete complete -> end = "complete";
      case Reaction.Ended.Cancelled cancelled -> end = "cancelled";
      case Reaction.Ended.Failed failed -> end = failed.code();
    }
  }

  private void heed(JsonNode frame, String code) {
    others.add(frame);
    switch (code) {
      case "not_found" -> {
        assembly = new AnswerAssembly();
        ask();
      }
      case "internal" -> resume();
      default -> throw new AssertionError("Not expected: " + frame);
    }
  }

  private void takeAsOlder(JsonNode frame) {
    switch (frame.path("type").asText()) {
      case "stream_token" -> olderText.append(frame.path("token").asText());
      case "overview" -> olderText.append(frame.path("data").asText());
      case "complete" -> end = "complete";
      case "error" -> end = frame.path("code").asText();
      default -> {}
    }
  }

  @Override
  public void close() {
    socket.drop();
  }
}
