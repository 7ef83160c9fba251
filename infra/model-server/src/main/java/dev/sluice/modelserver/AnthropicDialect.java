package dev.sluice.modelserver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Anthropic's messages API. Text and thoughts are content blocks of their own. One thread. */
final class AnthropicDialect implements Dialect {
  private final String model;

  /** Whether {@code message_start} is sent. */
  private boolean started;

  AnthropicDialect(String model) {
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
    return block(1, "text", Map.of("type", "text_delta", "text", text));
  }

  @Override
  public String reasoning(String text) {
    return block(0, "thinking", Map.of("type", "thinking_delta", "thinking", text));
  }

  /** This API has no event for it: the stop reason tells. */
  @Override
  public String refusal(String text) {
    return start();
  }

  @Override
  public String finish(String reason) {
    String stopReason =
        switch (reason) {
          case "stop" -> "end_turn";
          case "length" -> "max_tokens";
          case "content_filter" -> "refusal";
          default -> reason;
        };
    return start() + delta(Map.of("stop_reason", stopReason), 0);
  }

  @Override
  public String usage(long input, long output) {
    return start() + delta(Map.of(), output);
  }

  @Override
  public String emptyChoices() {
    return event("ping", Map.of());
  }

  @Override
  public String done() {
    return event("message_stop", Map.of());
  }

  @Override
  public String whole(List<Step> steps) {
    List<Map<String, String>> content =
        List.of(Map.of("type", "text", "text", Dialects.text(steps)));
    return Json.text(
        Map.of(
            "type",
            "message",
            "role",
            "assistant",
            "model",
            model,
            "content",
            content,
            "stop_reason",
            "end_turn",
            "usage",
            Map.of("input_tokens", 0, "output_tokens", 0)));
  }

  private String block(int index, String type, Map<String, String> delta) {
    return start()
        + event(
            "content_block_start",
            Map.of("index", index, "content_block", Map.of("type", type, type, "")))
        + event("content_block_delta", Map.of("index", index, "delta", delta))
        + event("content_block_stop", Map.of("index", index));
  }

  private String delta(Map<String, String> delta, long output) {
    return event("message_delta", Map.of("delta", delta, "usage", Map.of("output_tokens", output)));
  }

  private String start() {
    if (started) {
      return "";
    }
    started = true;
    Map<String, Object> message =
        Map.of(
            "id",
            "msg_scripted",
            "type",
            "message",
            "role",
            "assistant",
            "model",
            model,
            "content",
            List.of(),
            "usage",
            Map.of("input_tokens", 1, "output_tokens", 0));
    return event("message_start", Map.of("message", message));
  }

  private static String event(String type, Map<String, ?> content) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", type);
    document.putAll(content);
    return "event: " + type + "\ndata: " + Json.text(document) + "\n\n";
  }
}
