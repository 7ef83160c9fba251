package dev.sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.client.AnswerAssembly;
import dev.sluice.client.ChatClient;
import dev.sluice.client.Reaction;

/** Reads one answer of a soak; drops its connection where chance says so. Used by one thread. */
final class SoakReader implements ChatClient.Listener {
  private final ChatClient client;
  private final SoakTally tally;

  /** At which lengths of the text the connection is dropped, the last first. */
  private final java.util.Deque<Integer> drops;

  private AnswerAssembly answer = new AnswerAssembly();
  private String stream = "";

  SoakReader(ChatClient client, SoakTally tally, java.util.Deque<Integer> drops) {
    this.client = client;
    this.tally = tally;
    this.drops = drops;
  }

  @Override
  public void onMessage(String message) {}

  @Override
  public void onFrame(JsonNode frame, Reaction reaction, AnswerAssembly now) {
    answer = now;
    stream = frame.path("stream_id").asText();
    if (!drops.isEmpty() && now.offset() >= drops.peek()) {
      drops.pop();
      tally.drops.incrementAndGet();
      client.drop();
    }
  }

  @Override
  public void onResume(AnswerAssembly now) {
    tally.resumes.incrementAndGet();
  }

  @Override
  public void onAskedAnew() {
    tally.askedAnew.incrementAndGet();
  }

  /** The text at the end. */
  String text() {
    return answer.text();
  }

  int attempt() {
    return answer.attempt();
  }

  String stream() {
    return stream;
  }
}
