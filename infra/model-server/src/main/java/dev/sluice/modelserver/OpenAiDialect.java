package dev.sluice.modelserver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The OpenAI chat-completions API, spoken by DeepSeek, Gemini's endpoint and many others too. */
final class OpenAiDialect implements Dialect {
  private static final String ID = "chatcmpl-scripted";

  private final String model;

  OpenAiDialect(String model) {
    this.model = model;
  }

  @Override
  public String contentType() {
    return "text/event-stream; charset=utf-8";
  }

  @Override
  public boolean streams() {
    return false;
  }

  @Override
  public String text(String text) {
    return delta(Map.of("content", text));
  }

  @Override
  public String reasoning(String text) {
    return delta(Map.of("reasoning_content", text));
  }

  @Override
  public String refusal(String text) {
    return delta(Map.of("refusal", text));
  }

  @Override
  public String finish(String reason) {
    return event(Map.of("choices", List.of(choice("delta", Map.of(), reason))));
  }

  @Override
  public String usage(long input, long output) {
    return event(Map.of("choices", List.of(), "usage", counts(input, output)));
  }

  @Override
  public String emptyChoices() {
    return event(Map.of("choices", List.of()));
  }

  @Override
  public String done() {
    return "data: [DONE]\n\n";
  }

  @Override
  public String whole(List<Step> steps) {
    String reason = "stop";
    Map<String, Object> usage = counts(0, 0);
    for (Step step : steps) {
      switch (step) {
        case Step.Finish(String why) -> reason = why;
        case Step.Usage(long input, long output) -> usage = counts(input, output);
        default -> {}
      }
    }
    Map<String, String> message = Map.of("role", "assistant", "content", Dialects.text(steps));
    return Json.text(
        document(
            "chat.completion",
            Map.of("choices", List.of(choice("message", message, reason)), "usage", usage)));
  }

  private String delta(Map<String, String> delta) {
    return event(Map.of("choices", List.of(choice("delta", delta, ""))));
  }

  private String event(Map<String, Object> content) {
    return "data: " + Json.text(document("chat.completion.chunk", content)) + "\n\n";
  }

  private Map<String, Object> document(String kind, Map<String, Object> content) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", ID);
    document.put("object", kind);
    document.put("created", 0);
    document.put("model", model);
    document.putAll(content);
    return document;
  }

  private static Map<String, Object> choice(String name, Object content, String reason) {
    Map<String, Object> choice = new LinkedHashMap<>();
    choice.put("index", 0);
    choice.put(name, content);
    choice.put("finish_reason", reason.isEmpty() ? null : reason);
    return choice;
  }

  private static Map<String, Object> counts(long input, long output) {
    return Map.of(
        "prompt_tokens", input, "completion_tokens", output, "total_tokens", input + output);
  }
}
