package dev.sluice.modelserver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ollama's chat API: a JSON document in each line, counts in the last. One thread. */
final class OllamaDialect implements Dialect {
  private final String model;

  /** What the last line will say. */
  private String reason = "";

  private long inputTokens;
  private long outputTokens;

  OllamaDialect(String model) {
    this.model = model;
  }

  @Override
  public String contentType() {
    return "application/x-ndjson";
  }

  @Override
  public boolean streams() {
    return true;
  }

  @Override
  public String text(String text) {
    return line(Map.of("role", "assistant", "content", text), false);
  }

  @Override
  public String reasoning(String text) {
    return line(Map.of("role", "assistant", "content", "", "thinking", text), false);
  }

  @Override
  public String refusal(String text) {
    return "";
  }

  @Override
  public String finish(String why) {
    reason = why;
    return "";
  }

  @Override
  public String usage(long input, long output) {
    inputTokens = input;
    outputTokens = output;
    return "";
  }

  @Override
  public String emptyChoices() {
    return "";
  }

  @Override
  public String done() {
    return line(Map.of("role", "assistant", "content", ""), true);
  }

  @Override
  public String whole(List<Step> steps) {
    return line(Map.of("role", "assistant", "content", Dialects.text(steps)), true);
  }

  private String line(Map<String, String> message, boolean done) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("model", model);
    document.put("created_at", "2026-01-01T00:00:00Z");
    document.put("message", message);
    document.put("done", done);
    if (done) {
      document.put("done_reason", reason.isEmpty() ? "stop" : reason);
      document.put("prompt_eval_count", inputTokens);
      document.put("eval_count", outputTokens);
    }
    return Json.text(document) + "\n";
  }
}
