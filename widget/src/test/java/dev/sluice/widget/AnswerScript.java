package dev.sluice.widget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Answers as the protocol says, always with the same text, a piece at a time; connections drop
 * where the test wants it. All of it happens on one thread of its own.
 */
final class AnswerScript implements ScriptedGateway.Script, AutoCloseable {
  private final String text;
  private final int pieceLength;
  private final long pieceMillis;
  private final ScheduledExecutorService wire = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Run> runs = new HashMap<>();

  /** After so many more frames, the connection drops; then the next number counts. */
  final Deque<Integer> dropsAfter = new ArrayDeque<>();

  /** What the {@code immediate} frame holds. */
  volatile List<ObjectNode> snippets = List.of();

  /** Frames that are sent instead of the answer to the next question. */
  final Deque<ObjectNode> instead = new java.util.concurrent.ConcurrentLinkedDeque<>();

  final List<JsonNode> feedback = new CopyOnWriteArrayList<>();

  /** At each resume, the answer goes on as a new attempt, which sends everything again. */
  volatile boolean takeovers;

  /** Questions get no answer at all. */
  volatile boolean silent;

  /** Questions are answered up to here, and the rest never comes. */
  volatile int stopsAt = Integer.MAX_VALUE;

  AnswerScript(String text, int pieceLength, long pieceMillis) {
    this.text = text;
    this.pieceLength = pieceLength;
    this.pieceMillis = pieceMillis;
  }

  /** One answer; owned by the wire's thread. */
  private static final class Run {
    final String id;
    final boolean stream;
    Visitor reader;
    int attempt = 1;
    int posted;
    boolean cancelled;

    /** Raised by each resume: pieces under way for an earlier one are not sent. */
    int generation;

    Run(String id, boolean stream, Visitor reader) {
      this.id = id;
      this.stream = stream;
      this.reader = reader;
    }
  }

  @Override
  public void message(Visitor visitor, JsonNode message) {
    if (!silent) {
      wire.execute(() -> handle(visitor, message));
    }
  }

  private void handle(Visitor visitor, JsonNode message) {
    String id = message.path("stream_id").asText();
    switch (message.path("action").asText()) {
      case "query" -> ask(visitor, id, message.path("stream").asBoolean(true));
      case "resume" -> resume(visitor, id, message);
      case "cancel" -> cancel(visitor, id);
      default -> feedback.add(message);
    }
  }

  private void ask(Visitor visitor, String id, boolean stream) {
    ObjectNode other = instead.poll();
    if (other != null) {
      visitor.send(other.put("stream_id", id).toString());
      return;
    }
    Run run = runs.computeIfAbsent(id, key -> new Run(key, stream, visitor));
    run.reader = visitor;
    begin(run);
    go(run, 0);
  }

  private void begin(Run run) {
    post(run, Frames.status(run.id));
    post(run, Frames.immediate(run.id, snippets));
  }

  private void resume(Visitor visitor, String id, JsonNode message) {
    Run run = runs.get(id);
    if (run == null) {
      visitor.send(Frames.error(id, "not_found").toString());
      return;
    }
    Visitor before = run.reader;
    run.reader = visitor;
    int offset = message.path("offset").asInt();
    if (offset == 0) {
      begin(run);
    }
    if (takeovers) {
      run.attempt++;
    }
    int start = message.path("attempt").asInt() == run.attempt ? Math.min(offset, run.posted) : 0;
    go(run, start);
    if (before != visitor && before.isOpen()) {
      before.send(Frames.frame("moved", id).put("attempt", run.attempt).toString());
    }
  }

  private void go(Run run, int start) {
    run.generation++;
    run.posted = start;
    post(run, Frames.start(run.id, run.attempt, start));
    next(run, run.generation);
  }

  private void next(Run run, int generation) {
    wire.schedule(() -> piece(run, generation), pieceMillis, TimeUnit.MILLISECONDS);
  }

  private void piece(Run run, int generation) {
    if (generation != run.generation || !run.reader.isOpen()) {
      return;
    }
    if (run.cancelled) {
      post(run, Frames.end(run.id, run.attempt, run.posted, "cancelled"));
    } else if (!run.stream) {
      post(run, Frames.overview(run.id, run.attempt, text));
      post(run, Frames.complete(run.id, run.attempt));
    } else if (run.posted >= text.length()) {
      post(run, Frames.end(run.id, run.attempt, text.length(), "stop"));
      post(run, Frames.complete(run.id, run.attempt));
    } else if (run.posted < stopsAt) {
      int end = pieceEnd(run.posted);
      post(run, Frames.token(run.id, run.attempt, run.posted, text.substring(run.posted, end)));
      run.posted = end;
      next(run, generation);
    }
  }

  /** A frame never splits a surrogate pair. */
  private int pieceEnd(int from) {
    int end = Math.min(text.length(), from + pieceLength);
    return end < text.length() && Character.isLowSurrogate(text.charAt(end)) ? end + 1 : end;
  }

  private void cancel(Visitor visitor, String id) {
    Run run = runs.computeIfAbsent(id, key -> new Run(key, true, visitor));
    run.cancelled = true;
    run.reader = visitor;
    run.generation++;
    next(run, run.generation);
  }

  private void post(Run run, ObjectNode frame) {
    Integer left = dropsAfter.peek();
    if (left != null && run.reader.isOpen()) {
      dropsAfter.pop();
      if (left == 0) {
        run.reader.drop();
        return;
      }
      dropsAfter.push(left - 1);
    }
    run.reader.send(frame.toString());
  }

  @Override
  public void close() {
    wire.shutdownNow();
  }
}
